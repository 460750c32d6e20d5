package org.ledplatform.whatsapp.history;

/**
 * Hears the history while it is read: one thing at a time, one part after the other, nothing is
 * kept. What it throws is logged and counted and costs nothing else: the rest of the part is told,
 * and then the part comes again, up to six times over a quarter of an hour.
 */
@FunctionalInterface
public interface HistoryListener {

  /** Takes one thing. Reading waits for it. After a crash a part of the history comes again. */
  void hear(HistoryItem item);
}
