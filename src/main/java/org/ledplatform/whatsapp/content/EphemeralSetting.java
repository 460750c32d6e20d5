package org.ledplatform.whatsapp.content;

import java.time.Duration;

/**
 * From now on messages of the chat disappear after a time.
 *
 * @param expiration zero switches it off
 */
public record EphemeralSetting(Duration expiration) implements Content {}
