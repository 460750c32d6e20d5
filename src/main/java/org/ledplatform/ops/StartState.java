package org.ledplatform.ops;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** Remembers whether the start is over: the server answers health questions before that. */
@ApplicationScoped
public class StartState {

  private volatile boolean over;

  void started(@Observes PlatformStarted event) {
    over = true;
  }

  boolean isOver() {
    return over;
  }
}
