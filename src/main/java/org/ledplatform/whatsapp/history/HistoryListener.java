package org.ledplatform.whatsapp.history;

/** Hears the history while it is read: one thing at a time, nothing is kept. */
@FunctionalInterface
public interface HistoryListener {

  /** Takes one thing. Reading waits for it. After a crash a part of the history comes again. */
  void hear(HistoryItem item);
}
