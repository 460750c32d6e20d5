package org.ledplatform.fuzz;

import java.util.function.Supplier;
import org.ledplatform.whatsapp.WhatsAppException;

/** The one way in which bad input may end: with an exception of the named family. */
public final class Refused {

  private Refused() {}

  /** Whether it was refused by name. Anything else that is thrown is a finding. */
  public static boolean orDone(Runnable task) {
    try {
      task.run();
      return false;
    } catch (WhatsAppException _) {
      return true;
    }
  }

  /** Whether it was refused by name. Anything else that is thrown is a finding. */
  public static <T> boolean orDone(Supplier<T> task) {
    return orDone(
        () -> {
          var _ = task.get();
        });
  }
}
