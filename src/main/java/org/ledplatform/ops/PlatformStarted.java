package org.ledplatform.ops;

/** CDI event: the schema is right, the keys are open, the bots have been told to start. */
public record PlatformStarted() {}
