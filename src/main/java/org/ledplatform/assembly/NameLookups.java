package org.ledplatform.assembly;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.ledplatform.whatsapp.socket.AddressBook;

/**
 * Looks up names that owners wrote. The JDK asks the operating system, which holds the thread that
 * asks for as long as a name server likes; on a virtual thread it would hold the processor under
 * it, and with it everybody's bots. So a few threads of their own ask, and nobody waits for long.
 */
final class NameLookups implements AddressBook {

  private static final int AT_ONCE = 4;
  private static final int WAITING = 64;
  private static final Duration IDLE = Duration.ofSeconds(10);

  private final AddressBook machine;
  private final Duration patience;
  private final ThreadPoolExecutor threads =
      new ThreadPoolExecutor(
          AT_ONCE,
          AT_ONCE,
          IDLE.toSeconds(),
          TimeUnit.SECONDS,
          new LinkedBlockingQueue<>(WAITING),
          Thread.ofPlatform().daemon().name("led-names-", 0).factory());

  /**
   * @param machine looks up, for as long as it takes
   * @param patience how long anybody waits for it
   */
  NameLookups(AddressBook machine, Duration patience) {
    this.machine = machine;
    this.patience = patience;
    threads.allowCoreThreadTimeOut(true);
  }

  @Override
  public List<InetAddress> addresses(String host) throws IOException {
    Future<List<InetAddress>> asked = ask(host);
    try {
      return asked.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      asked.cancel(false);
      throw unknown(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unknown(e);
    }
  }

  private Future<List<InetAddress>> ask(String host) throws IOException {
    try {
      return threads.submit(() -> machine.addresses(host));
    } catch (RejectedExecutionException e) {
      throw unknown(e);
    }
  }

  private static UnknownHostException unknown(Exception why) {
    UnknownHostException unknown = new UnknownHostException("a name was not found in time");
    unknown.initCause(why);
    return unknown;
  }
}
