package org.ledplatform.command;

/**
 * Something that people can ask a bot to do. One class per command; whoever adds one adds its texts
 * in every language and nothing else. Instances serve all bots and are called by many threads.
 */
public interface Command {

  /** What it is; the same at every call. */
  CommandSpec spec();

  /** Does it. An exception is a bug: its sender is told a number, the log has the rest. */
  CommandOutcome run(CommandContext context);
}
