package org.ledplatform.assembly;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.logging.Handler;
import java.util.logging.LogManager;

/** Ends a start that cannot succeed. */
final class Refusal {

  private static final Logger LOG = System.getLogger(Refusal.class.getName());
  private static final int CANNOT_START = 1;

  private Refusal() {}

  /**
   * Says why and ends the process, because Payara Micro would go on without the application. On a
   * server of another kind, which may have other applications, only this deployment fails.
   *
   * <p>The process ends without its shutdown hooks: the server's would wait for the deployment that
   * waits here.
   */
  static RuntimeException of(StartRefusedException why) {
    LOG.log(Level.ERROR, "LED Platform does not start. {0}", why.getMessage());
    if (isOursAlone()) {
      for (Handler handler : LogManager.getLogManager().getLogger("").getHandlers()) {
        handler.flush();
      }
      Runtime.getRuntime().halt(CANNOT_START);
    }
    return why;
  }

  private static boolean isOursAlone() {
    try {
      Class.forName("fish.payara.micro.PayaraMicro", false, ClassLoader.getSystemClassLoader());
      return true;
    } catch (ClassNotFoundException _) {
      return false;
    }
  }
}
