package org.ledplatform.whatsapp.socket;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/**
 * Calls one listener one call at a time, in order, on an executor and never on the thread that
 * hands over. Nothing comes after {@code onClosed}.
 */
final class SerialDelivery {

  private static final System.Logger LOG = System.getLogger(SerialDelivery.class.getName());

  private final ByteSocketListener listener;
  private final Executor executor;
  private final Runnable onFailure;
  private final Queue<Runnable> waiting = new ArrayDeque<>();
  private long waitingBytes;
  private boolean running;
  private boolean closed;

  /**
   * @param onFailure what to do with the connection when the listener throws
   */
  SerialDelivery(ByteSocketListener listener, Executor executor, Runnable onFailure) {
    this.listener = listener;
    this.executor = executor;
    this.onFailure = onFailure;
  }

  /**
   * Hands over bytes; {@code done} runs when the listener can take more.
   *
   * @return how many bytes wait in all, with those that wait at the listener
   */
  synchronized long bytes(byte[] bytes, Runnable done) {
    if (!closed) {
      waitingBytes += bytes.length;
      add(
          () ->
              listener.onBytes(
                  bytes,
                  () -> {
                    taken(bytes.length);
                    done.run();
                  }));
    }
    return waitingBytes;
  }

  /** Tells the listener, behind all that waits, that the connection is gone. Only once. */
  synchronized void closed(String reason) {
    if (!closed) {
      closed = true;
      add(() -> listener.onClosed(reason));
    }
  }

  private synchronized void taken(int length) {
    waitingBytes -= length;
  }

  private void add(Runnable call) {
    waiting.add(call);
    if (!running) {
      running = true;
      resume();
    }
  }

  private void resume() {
    try {
      executor.execute(this::callNext);
    } catch (RejectedExecutionException e) {
      // The executor was shut down: nobody is left to listen.
      LOG.log(System.Logger.Level.DEBUG, "Nothing runs the deliveries any longer");
    }
  }

  private void callNext() {
    Runnable call;
    synchronized (this) {
      call = waiting.remove();
    }
    try {
      call.run();
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.ERROR, "A socket listener failed; the connection is closed", e);
      onFailure.run();
    } finally {
      goOn();
    }
  }

  private synchronized void goOn() {
    if (waiting.isEmpty()) {
      running = false;
    } else {
      resume();
    }
  }
}
