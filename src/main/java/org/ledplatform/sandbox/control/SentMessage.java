package org.ledplatform.sandbox.control;

/** What was sent got this id. */
public record SentMessage(String messageId) {}
