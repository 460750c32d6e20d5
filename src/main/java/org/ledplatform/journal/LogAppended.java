package org.ledplatform.journal;

/** CDI event: a line was added and is stored. */
public record LogAppended(LogEntry entry) {}
