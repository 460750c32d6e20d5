package org.ledplatform.conversation;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import org.ledplatform.command.Command;
import org.ledplatform.command.CommandContext;
import org.ledplatform.command.CommandOutcome;

/**
 * Runs a command. One of the few places that catch broadly (src/docs/errors.md): whatever a command
 * throws becomes an incident, so it harms neither its bot nor another.
 */
public final class CommandRunner {

  private static final Logger LOG = System.getLogger(CommandRunner.class.getName());

  private final IncidentNumbers incidents;

  public CommandRunner(IncidentNumbers incidents) {
    this.incidents = incidents;
  }

  /** How a run ended. */
  public sealed interface Run {
    /** With an outcome. */
    record Finished(CommandOutcome outcome) implements Run {}

    /**
     * With an exception.
     *
     * @param incident the number under which the log has the trace
     * @param trace where it was, without the texts of exceptions
     */
    record Crashed(String incident, String trace) implements Run {}
  }

  /** Runs it. Throws only what says that the process itself is at its end. */
  public Run run(Command command, CommandContext context) {
    try {
      return new Run.Finished(command.run(context));
    } catch (RuntimeException | StackOverflowError | AssertionError | LinkageError e) {
      String incident = incidents.next();
      String trace = CrashTrace.of(e);
      LOG.log(
          Level.ERROR,
          "Incident {0}: command {1} of bot {2} crashed\n{3}",
          incident,
          command.spec().name(),
          context.bot().id(),
          trace);
      return new Run.Crashed(incident, trace);
    }
  }
}
