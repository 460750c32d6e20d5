package org.ledplatform.whole;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.ledplatform.sandbox.control.Phone;
import org.ledplatform.sandbox.control.SandboxProblem;
import org.ledplatform.whatsapp.appstate.Actions;
import org.ledplatform.whatsapp.client.ClientEvent;
import org.ledplatform.whatsapp.client.PairingCode;
import org.ledplatform.whatsapp.pairing.PhoneNumber;
import org.ledplatform.whole.DyingStore.Moment;

/**
 * A process that dies at any commit between the first connection and the end of what a phone tells
 * a new companion: the next one is online, or is paired by the same person again, and takes part.
 */
class CrashInPairingTest {

  /** The commit behind that of the credentials. */
  private static final int AFTER_THE_CREDENTIALS = 2;

  @AutoClose private final CrashWorld world = new CrashWorld();

  /** How a person makes a client a linked device. */
  private interface Way {
    void link(MortalClient client, Phone owner);
  }

  @ParameterizedTest
  @EnumSource(Moment.class)
  void isUsableWhereverItDiesWhileAQrIsScanned(Moment moment) throws Exception {
    assertThat(CrashWorld.dyingEverywhere(moment, (n, when) -> play(n, when, this::scan)))
        .isGreaterThan(8);
  }

  /** What follows the pairing itself is the same as after a QR. */
  @ParameterizedTest
  @EnumSource(Moment.class)
  void isUsableWhereverItDiesWhileACodeIsTyped(Moment moment) throws Exception {
    assertThat(
            CrashWorld.dyingEverywhere(
                moment, (n, when) -> play(n, when, this::type) && n < AFTER_THE_CREDENTIALS))
        .isPositive();
  }

  private boolean play(int commit, Moment moment, Way way) {
    Phone owner = world.person("Owner " + commit);
    Phone anna = world.person("Anna " + commit);
    try (MortalClient client = new MortalClient(world.network, world.executor)) {
      client.dieAt(commit, moment);
      client.begin();
      link(client, owner, way);
      client.untilDeadOr(client::welcomed);
      boolean died = client.reborn();
      if (died) {
        link(client, owner, way);
      }
      client.until(client::holdsKeys);
      world.answers(client, anna, owner.jid(), "by number");
      world.answers(client, anna, owner.lid(), "by LID");
      world
          .network
          .phones()
          .find(CrashWorld.TENANT, owner.id())
          .orElseThrow()
          .set(Actions.naming("Robot " + commit, Instant.now()));
      client.until(
          () ->
              client.heard(ClientEvent.PushNameChanged.class).stream()
                  .anyMatch(e -> e.pushName().equals("Robot " + commit)));
      assertThat(companions(owner)).as("linked devices").isEqualTo(1);
      assertThat(client.undecryptable()).as("messages that it could not read").isZero();
      return died;
    } finally {
      world.control.removePhone(CrashWorld.TENANT, owner.id());
      world.control.removePhone(CrashWorld.TENANT, anna.id());
    }
  }

  private int companions(Phone owner) {
    var account =
        world.network.phones().find(CrashWorld.TENANT, owner.id()).orElseThrow().account();
    return world.network.server().devices(account.orElseThrow()).size() - 1;
  }

  /** Whenever the client asks for it, until it is online or dead. */
  private void link(MortalClient client, Phone owner, Way way) {
    int[] offers = {0};
    client.untilDeadOr(
        () -> {
          int offered = client.heard(ClientEvent.QrOffered.class).size();
          if (offered > offers[0]) {
            offers[0] = offered;
            way.link(client, owner);
          }
          if (!client.heard(ClientEvent.LoggedOut.class).isEmpty()) {
            // The network never heard of this device: whoever runs it begins again, as it was told.
            client.events.removeIf(ClientEvent.LoggedOut.class::isInstance);
            client.client().connect();
          }
          return !client.heard(ClientEvent.Online.class).isEmpty();
        });
  }

  private void scan(MortalClient client, Phone owner) {
    String qr = client.heard(ClientEvent.QrOffered.class).getLast().text();
    try {
      world.control.scan(CrashWorld.TENANT, owner.id(), qr);
    } catch (SandboxProblem e) {
      assertThat(client.dead()).as(e.getMessage()).isTrue();
    }
  }

  private void type(MortalClient client, Phone owner) {
    CompletableFuture<PairingCode> code =
        client
            .client()
            .requestPairingCode(PhoneNumber.parse(owner.phoneNumber()))
            .toCompletableFuture();
    client.untilDeadOr(code::isDone);
    Optional<String> shown = Optional.ofNullable(code.getNow(null)).map(PairingCode::shown);
    if (shown.isEmpty()) {
      assertThat(client.dead()).isTrue();
      return;
    }
    try {
      world.control.enterCode(CrashWorld.TENANT, owner.id(), shown.get());
    } catch (SandboxProblem e) {
      assertThat(client.dead()).as(e.getMessage()).isTrue();
    }
  }
}
