package org.ledplatform.journal;

/** Tells the rest of the house of new lines. Implementations are quick. */
public interface LogEvents {

  /** A line was added and is stored. */
  void appended(LogAppended event);
}
