package org.ledplatform.account;

import java.time.Instant;

/**
 * A person with an account on the platform. Without the password: that stays behind {@link Users}.
 *
 * @param email in lower case
 */
public record User(UserId id, String email, String displayName, Role role, Instant createdAt) {}
