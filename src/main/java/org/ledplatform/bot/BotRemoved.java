package org.ledplatform.bot;

import org.ledplatform.account.UserId;

/** CDI event: a bot and everything that belonged to it is gone. */
public record BotRemoved(UserId owner, BotId bot) {}
