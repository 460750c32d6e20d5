package org.ledplatform.sandbox.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.ledplatform.fuzz.ErrorLog;
import org.ledplatform.fuzz.Refused;
import org.ledplatform.sandbox.Companion;
import org.ledplatform.sandbox.RawClient;
import org.ledplatform.sandbox.SandboxFixture;
import org.ledplatform.sandbox.control.NewPhone;
import org.ledplatform.sandbox.control.Phone;
import org.ledplatform.whatsapp.node.MalformedNodeException;
import org.ledplatform.whatsapp.node.Node;
import org.ledplatform.whatsapp.node.NodeCodec;
import org.ledplatform.whatsapp.node.TokenDictionary;

/** A network, and clients that send it anything. Somebody else is online and must not notice. */
class ServerFuzzTest {

  private static final NodeCodec CODEC = new NodeCodec(TokenDictionary.V3);

  /** After so many inputs what the network has stored is thrown away. */
  private static final int INPUTS = 2000;

  private static Optional<World> world = Optional.empty();

  @BeforeAll
  static void listen() {
    ErrorLog.forget();
  }

  /** The children of the node in the input are the stanzas, one after another. */
  @FuzzTest
  void anyStanzasOfALinkedDeviceAreDealtWithOrRefused(byte[] input) {
    Node stanzas;
    try {
      stanzas = CODEC.decode(input);
    } catch (MalformedNodeException _) {
      return;
    }
    World now = world();
    RawClient device = now.device();
    // The network may hang up at any stanza, which the next one then cannot be sent to.
    Refused.orDone(
        () -> {
          stanzas.children().forEach(device::send);
          device.awaitPongOrClosed();
        });
    now.requireUnharmed();
  }

  @FuzzTest
  void anyBytesOfAStrangerEndTheirConnectionOrNothing(byte[] input) {
    World now = world();
    try (RawClient stranger = now.sandbox.connect()) {
      stranger.sendRaw(Arrays.copyOf(input, Math.min(input.length, 8)));
      // The first bytes may have been enough for the network to hang up.
      Refused.orDone(
          () ->
              stranger.sendRaw(Arrays.copyOfRange(input, Math.min(input.length, 8), input.length)));
    }
    now.requireUnharmed();
  }

  private static World world() {
    if (world.filter(w -> w.inputs == INPUTS).isPresent()) {
      world.get().sandbox.close();
      world = Optional.empty();
    }
    World now = world.orElseGet(World::new);
    now.inputs++;
    world = Optional.of(now);
    return now;
  }

  private static final class World {

    final SandboxFixture sandbox = new SandboxFixture();
    private final Phone owner = phone("Owner", "491701111111");
    private Companion companion = Companion.pair(sandbox, owner.id());
    private RawClient device = companion.goOnline();
    private final RawClient somebodyElse =
        Companion.pair(sandbox, phone("Anna", "491701111112").id()).goOnline();
    private int inputs;

    /** The committed inputs name these numbers. */
    private Phone phone(String name, String number) {
      return sandbox
          .control()
          .addPhone(SandboxFixture.TENANT, new NewPhone(name, Optional.of(number)));
    }

    /** The device, connected; paired again when an input has unlinked it. */
    RawClient device() {
      if (!device.isOpen()) {
        device = companion.logIn();
        if (device
            .await(n -> n.tag().equals("success") || n.tag().equals("failure"))
            .tag()
            .equals("failure")) {
          companion = Companion.pair(sandbox, owner.id());
          device = companion.goOnline();
        }
      }
      return device;
    }

    void requireUnharmed() {
      assertThat(somebodyElse.ask("w:p", "get").has("type", "result")).isTrue();
      ErrorLog.requireNone();
    }
  }
}
