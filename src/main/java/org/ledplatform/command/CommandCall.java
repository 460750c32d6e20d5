package org.ledplatform.command;

import java.util.List;

/**
 * A command as somebody wrote it.
 *
 * @param name the name or alias, in lower case
 * @param arguments what follows, split at blanks; quotes keep blanks together
 * @param rest what follows, as it was written, without the blanks around it
 */
public record CommandCall(String name, List<String> arguments, String rest) {

  public CommandCall {
    arguments = List.copyOf(arguments);
  }

  /** What people write is private, so logs see only the command. */
  @Override
  public String toString() {
    return "CommandCall[" + name + "]";
  }
}
