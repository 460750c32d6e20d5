package org.ledplatform.web;

import org.ledplatform.account.UserId;

/** CDI event: something new shows on one of this user's sandbox phones. */
public record SandboxShown(UserId owner) {}
