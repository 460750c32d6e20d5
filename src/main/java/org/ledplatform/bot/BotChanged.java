package org.ledplatform.bot;

import java.util.Optional;

/**
 * CDI event: a bot was changed and is stored, or its QR is another one now.
 *
 * @param bot as stored
 * @param qr the QR that may be scanned now, if any
 */
public record BotChanged(Bot bot, Optional<Qr> qr) {}
