package org.ledplatform.api.limits;

import jakarta.servlet.ServletRequestEvent;
import jakarta.servlet.ServletRequestListener;
import jakarta.servlet.annotation.WebListener;

/** Ends the turn of a request with a file, if it had one. */
@WebListener
public class FileTurnEnd implements ServletRequestListener {

  @Override
  public void requestDestroyed(ServletRequestEvent event) {
    if (event.getServletRequest().getAttribute(FileTurnFilter.TURN)
        instanceof FileTurns.Turn turn) {
      turn.close();
    }
  }
}
