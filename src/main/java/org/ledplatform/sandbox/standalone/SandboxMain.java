package org.ledplatform.sandbox.standalone;

import java.util.concurrent.CountDownLatch;

/**
 * Runs the simulated network in a process of its own until that is told to end.
 *
 * <p>Prints one line of JSON, {@code {"url": …, "rootKey": …, "control": …, "media": …,
 * "mediaCertificate": …}}, when clients can connect; the certificate is text (PEM) that clients of
 * the media host must trust. What is wrong with the arguments or the machine goes to standard error
 * in one line.
 */
public final class SandboxMain {

  private SandboxMain() {}

  /**
   * Options: {@code --port}, {@code --control-port}, {@code --media-port} (0: a free one) and
   * {@code --data-dir}.
   */
  public static void main(String... arguments) throws InterruptedException {
    StandaloneSandbox sandbox;
    try {
      sandbox = StandaloneSandbox.start(StandaloneOptions.parse(arguments));
    } catch (Exception e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      System.err.println("The sandbox cannot start: " + e.getMessage() + " (" + cause + ")");
      System.exit(1);
      return;
    }
    CountDownLatch ended = new CountDownLatch(1);
    Runtime.getRuntime()
        .addShutdownHook(
            Thread.ofPlatform()
                .unstarted(
                    () -> {
                      sandbox.close();
                      ended.countDown();
                    }));
    System.out.println(sandbox.address());
    ended.await();
  }
}
