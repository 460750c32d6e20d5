package org.ledplatform.whole;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.ledplatform.sandbox.SandboxNetwork;
import org.ledplatform.sandbox.control.NewPhone;
import org.ledplatform.sandbox.control.Phone;
import org.ledplatform.sandbox.control.SandboxControl;
import org.ledplatform.sandbox.control.SendRequest;
import org.ledplatform.sandbox.server.Delays;
import org.ledplatform.sandbox.server.ServerSettings;
import org.ledplatform.sandbox.storage.MemorySandboxStorage;
import org.ledplatform.whatsapp.client.ClientEvent;
import org.ledplatform.whole.DyingStore.Moment;

/** A network with people, and a client whose process dies at every commit, one after the other. */
final class CrashWorld implements AutoCloseable {

  static final String TENANT = "local";

  /** More commits than any play takes. */
  private static final int MANY = 200;

  final ExecutorService executor = Executors.newFixedThreadPool(4);
  final SandboxNetwork network =
      new SandboxNetwork(
          new MemorySandboxStorage(),
          executor,
          Delays.on(executor),
          Clock.systemUTC(),
          new SecureRandom(),
          new ServerSettings(Duration.ZERO, 100, 50));
  final SandboxControl control = new SandboxControl(network);
  final Phone owner = person("Owner");

  /** What is played until a process dies or is done, and what must be true then. */
  interface Play {
    /**
     * Plays once.
     *
     * @param commit at which the process dies, counted from 1 when the play wants
     * @return whether it died
     */
    boolean play(int commit, Moment moment) throws Exception;
  }

  /** Plays with a death at the first commit, the second and so on, until one ends without. */
  static int dyingEverywhere(Moment moment, Play play) throws Exception {
    for (int commit = 1; commit < MANY; commit++) {
      try {
        if (!play.play(commit, moment)) {
          return commit - 1;
        }
      } catch (AssertionError | RuntimeException e) {
        throw new AssertionError(moment + " " + commit + ": " + e.getMessage(), e);
      }
    }
    throw new AssertionError("A play without an end");
  }

  Phone person(String name) {
    return control.addPhone(TENANT, new NewPhone(name, Optional.empty()));
  }

  /** A client of the owner that is online and knows what a phone tells a new companion. */
  MortalClient paired() {
    MortalClient client = new MortalClient(network, executor);
    client.begin();
    client.until(() -> !client.heard(ClientEvent.QrOffered.class).isEmpty());
    control.scan(TENANT, owner.id(), client.heard(ClientEvent.QrOffered.class).getLast().text());
    client.until(() -> client.welcomed() && client.idle());
    return client;
  }

  void say(Phone from, String to, String text) {
    control.send(TENANT, from.id(), SendRequest.text(to, text));
  }

  long shown(Phone phone, String text) {
    return control.messages(TENANT, phone.id(), Optional.empty(), Optional.empty()).stream()
        .filter(m -> m.text().equals(text))
        .count();
  }

  /** Somebody is answered, and everything before it happened once. */
  void answers(MortalClient client, Phone person, String to, String word) {
    say(person, to, "!ping " + word);
    client.until(() -> shown(person, "pong " + word) > 0);
    client.until(client::idle);
    assertThat(shown(person, "pong " + word)).as("answers to %s", word).isEqualTo(1);
  }

  @Override
  public void close() {
    network.close();
    executor.shutdownNow();
  }
}
