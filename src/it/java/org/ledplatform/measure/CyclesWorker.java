package org.ledplatform.measure;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.ledplatform.account.TurnableClock;
import org.ledplatform.whatsapp.client.ClientConfig;
import org.ledplatform.whatsapp.client.ClientEvent;
import org.ledplatform.whatsapp.client.WhatsAppClient;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.socket.SocketConnector;
import org.ledplatform.whatsapp.stanza.Typing;

/** One who starts and stops clients, one cycle after another. For one thread. */
final class CyclesWorker {

  private static final int KINDS = 3;
  private static final int VISIT_EVERY = 25;
  private static final int STOP_EVERY = 10;
  private static final Jid SOMEBODY = Jid.parse("15550000001@s.whatsapp.net");

  private final int number;
  private final Tools tools;
  private final Visit steady;
  private int done;

  /** What all workers share. */
  record Tools(
      ClientConfig config,
      SocketConnector connector,
      FileDeviceStores stores,
      Executor executor,
      SecureRandom random) {}

  CyclesWorker(int number, Tools tools) {
    this.number = number;
    this.tools = tools;
    this.steady = new Visit("steady-" + number);
  }

  /** Does so many cycles and stops what is connected then. */
  void work(int cycles) {
    steady.connect();
    for (int i = 0; i < cycles; i++) {
      done++;
      if (done % VISIT_EVERY == 0) {
        pairAndLogOut();
      } else {
        switch (done % KINDS) {
          case 0 -> showQrs();
          case 1 -> startAndStop();
          default -> reconnect();
        }
      }
    }
    steady.client.disconnect();
  }

  /** A client that nobody scans shows a QR, then the next, and is stopped. */
  private void showQrs() {
    Visit stranger = new Visit("stranger-" + number);
    stranger.client.connect();
    ClientEvent.QrOffered first = stranger.await(ClientEvent.QrOffered.class);
    stranger.turnTo(first.expiresAt());
    stranger.client.tick();
    stranger.await(ClientEvent.QrOffered.class);
    stranger.client.disconnect();
  }

  /** As when a bot is stopped and started: another client over the same store. */
  private void startAndStop() {
    Visit member = new Visit("member-" + number);
    member.connect();
    member.client.disconnect();
  }

  /** The network hangs up; the same client comes back, and now and then it is stopped between. */
  private void reconnect() {
    steady.client.manners().typing(SOMEBODY, Typing.TEXT);
    ClientEvent.Disconnected gone = steady.await(ClientEvent.Disconnected.class);
    steady.turnTo(gone.retryAt());
    steady.client.tick();
    steady.await(ClientEvent.Online.class);
    if (done % STOP_EVERY == 0) {
      steady.client.disconnect();
      steady.connect();
    }
  }

  private void pairAndLogOut() {
    Visit guest = new Visit("guest-" + number);
    guest.connect();
    guest.client.logOut();
    guest.await(ClientEvent.LoggedOut.class);
  }

  /** A client with what it tells. */
  private final class Visit {

    private final TurnableClock clock = new TurnableClock();
    private final BlockingQueue<ClientEvent> told = new LinkedBlockingQueue<>();
    private final WhatsAppClient client;

    Visit(String device) {
      turnTo(Instant.now());
      this.client =
          new WhatsAppClient(
              tools.config(),
              tools.connector(),
              tools.stores().of(device),
              tools.executor(),
              clock,
              tools.random(),
              told::add);
    }

    void turnTo(Instant time) {
      clock.turn(Duration.between(clock.instant(), time));
    }

    /** Comes online; somebody must scan it when it is not paired yet. */
    void connect() {
      client.connect();
      for (ClientEvent event = next(); !(event instanceof ClientEvent.Online); event = next()) {
        if (event instanceof ClientEvent.QrOffered qr) {
          System.out.println("qr " + number + " " + qr.text());
        }
      }
    }

    /** The next event of this kind; what comes before it is let go. */
    <E extends ClientEvent> E await(Class<E> kind) {
      ClientEvent event = next();
      while (!kind.isInstance(event)) {
        event = next();
      }
      return kind.cast(event);
    }

    private ClientEvent next() {
      try {
        ClientEvent event = told.poll(1, TimeUnit.MINUTES);
        return switch (event) {
          case null -> throw new IllegalStateException("The client says nothing");
          case ClientEvent.Failed(var reason) -> throw new IllegalStateException(reason.text());
          default -> event;
        };
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("Interrupted", e);
      }
    }
  }
}
