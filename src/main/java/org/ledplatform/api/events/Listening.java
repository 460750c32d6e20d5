package org.ledplatform.api.events;

import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import java.time.Instant;
import java.util.Optional;
import org.ledplatform.account.UserId;
import org.ledplatform.bot.BotId;

/**
 * Somebody who wants to hear events.
 *
 * @param only one bot; empty for all of the owner's
 * @param until when the caller's token expires; empty when nobody knows
 */
record Listening(
    UserId owner, Optional<BotId> only, Optional<Instant> until, SseEventSink sink, Sse sse) {}
