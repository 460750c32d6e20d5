package org.ledplatform.whatsapp.socket;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Closes a connection unless it is closed itself in time. A time-out of reads is not enough: who
 * sends a byte now and then would hold us for days. Safe for use by many threads.
 */
final class Deadline implements AutoCloseable {

  private final CompletableFuture<Void> done = new CompletableFuture<>();
  private volatile boolean missed;

  /**
   * @param connection the one under TLS: closing TLS waits for those who write
   */
  Deadline(Socket connection, Duration limit) {
    var unused =
        done.orTimeout(limit.toMillis(), TimeUnit.MILLISECONDS)
            .whenComplete(
                (_, late) -> {
                  if (late != null) {
                    missed = true;
                    abandon(connection);
                  }
                });
  }

  private static void abandon(Socket connection) {
    try {
      connection.close();
    } catch (IOException _) {
      // Then it is as closed as it can be.
    }
  }

  /** What a failure on the connection was: that it was late, or just this. */
  IOException explain(IOException failure) {
    if (!missed) {
      return failure;
    }
    SocketTimeoutException late = new SocketTimeoutException("nobody answered in time");
    late.initCause(failure);
    return late;
  }

  /** It was in time. */
  @Override
  public void close() {
    done.complete(null);
  }
}
