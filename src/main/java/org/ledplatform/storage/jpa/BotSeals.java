package org.ledplatform.storage.jpa;

/** What is sealed of a bot. */
record BotSeals(AccountSeal account, ProxySeal proxy) {}
