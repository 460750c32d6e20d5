package org.ledplatform.bot;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Remembers what was told, for tests. */
public final class RecordedBotEvents implements BotEvents {

  public final List<BotChanged> changes = new CopyOnWriteArrayList<>();
  public final List<BotRemoved> removals = new CopyOnWriteArrayList<>();
  public final List<String> notes = new CopyOnWriteArrayList<>();

  @Override
  public void changed(BotChanged event) {
    changes.add(event);
  }

  @Override
  public void removed(BotRemoved event) {
    removals.add(event);
  }

  @Override
  public void noted(Bot bot, String message) {
    notes.add(message);
  }

  /** The states in the order they were told, repetitions left out. */
  public List<BotState> states() {
    List<BotState> states = new ArrayList<>();
    for (BotChanged change : changes) {
      if (states.isEmpty() || states.getLast() != change.bot().state()) {
        states.add(change.bot().state());
      }
    }
    return states;
  }
}
