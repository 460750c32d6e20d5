package org.ledplatform.sandbox.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.ledplatform.sandbox.Companion;
import org.ledplatform.sandbox.RawClient;
import org.ledplatform.sandbox.RawClient.Keys;
import org.ledplatform.sandbox.SandboxFixture;
import org.ledplatform.sandbox.storage.MemorySandboxStorage;
import org.ledplatform.whatsapp.crypto.KeyPair;
import org.ledplatform.whatsapp.node.Node;
import org.ledplatform.whatsapp.node.TokenDictionary;
import org.ledplatform.whatsapp.noise.ClientHandshake;
import org.ledplatform.whatsapp.noise.IntroHeader;
import org.ledplatform.whatsapp.proto.ClientPayload;
import org.ledplatform.whatsapp.socket.FrameWriter;

class ConnectionTest {

  private final SandboxFixture sandbox =
      new SandboxFixture(new MemorySandboxStorage(), new ServerSettings(Duration.ZERO, 100, 3));
  private final Keys keys = Keys.generate(new SecureRandom());

  @AfterEach
  void close() {
    sandbox.close();
  }

  @ParameterizedTest
  @EnumSource
  void speaksTheDictionaryThatTheClientNames(TokenDictionary dictionary) {
    try (RawClient client =
        sandbox.shakeHands(dictionary, keys.noise(), RawClient.registration(keys))) {
      assertThat(client.await("iq").requireChild("pair-device").children("ref")).hasSize(6);
    }
  }

  @Test
  void toleratesARoutingPrefixAndBytesThatComeOneByOne() {
    try (RawClient client = sandbox.connect()) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      bytes.writeBytes(new byte[] {'E', 'D', 0, 1, 0, 0, 2, 9, 9});
      bytes.writeBytes(new IntroHeader(3).bytes());
      ClientHandshake handshake =
          new ClientHandshake(keys.noise(), KeyPair.generate(new SecureRandom()), 3);
      bytes.writeBytes(FrameWriter.frame(handshake.hello()));
      for (byte b : bytes.toByteArray()) {
        client.sendRaw(new byte[] {b});
      }
      byte[] finish =
          handshake.finish(
              client.awaitHandshakeFrame(),
              sandbox.network().rootKey(),
              sandbox.clock().instant(),
              RawClient.registration(keys).toByteArray());
      client.use(handshake.transport());
      client.sendRaw(FrameWriter.frame(finish));

      assertThat(client.await("iq").child("pair-device")).isPresent();
    }
  }

  @Test
  void hangsUpOnWhoSpeaksAnotherProtocol() {
    RawClient client = sandbox.connect();
    client.sendRaw("GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    client.awaitClosed();
  }

  @Test
  void hangsUpOnAnUnknownDictionary() {
    RawClient client = sandbox.connect();
    client.sendRaw(new IntroHeader(4).bytes());
    client.awaitClosed();
  }

  @Test
  void hangsUpOnAMalformedHello() {
    RawClient client = sandbox.connect();
    client.sendRaw(new IntroHeader(3).bytes());
    client.sendRaw(FrameWriter.frame(new byte[] {1, 2, 3}));
    client.awaitClosed();
  }

  @Test
  void hangsUpOnTooManyBytesBeforeTheLogin() {
    RawClient client = sandbox.connect();
    client.sendRaw(new IntroHeader(3).bytes());
    // A frame of nearly a mebibyte, which is allowed later, begins; all in one, because the network
    // hangs up somewhere in the midst of it.
    byte[] much = new byte[200_000];
    much[0] = 0x0F;
    client.sendRaw(much);
    client.awaitClosed();
  }

  @Test
  void aBrokenFrameEndsThisConnectionAndNoOther() {
    Companion broken = Companion.pair(sandbox, sandbox.phone("Ada").id());
    Companion other = Companion.pair(sandbox, sandbox.phone("Bob").id());
    RawClient brokenClient = broken.goOnline();
    try (RawClient otherClient = other.goOnline()) {
      brokenClient.sendRaw(FrameWriter.frame(new byte[40]));
      brokenClient.awaitClosed();

      assertThat(otherClient.ask("w:p", "get", Node.of("ping")).has("type", "result")).isTrue();
    }
  }

  @Test
  void refusesAPayloadThatNeitherRegistersNorLogsIn() {
    RawClient client = sandbox.shakeHands(keys.noise(), ClientPayload.getDefaultInstance());
    assertThat(client.await("failure").require("reason")).isEqualTo("400");
    client.awaitClosed();
  }

  @Test
  void hangsUpOnAHandshakeThatTakesTooLong() {
    RawClient client = sandbox.connect();
    sandbox.clock().advance(Duration.ofSeconds(21));
    sandbox.network().tick();
    client.awaitClosed();
  }

  @Test
  void endsTheWaitForAScan() {
    RawClient client = sandbox.register(keys);
    client.await("iq");
    sandbox.clock().advance(Duration.ofSeconds(170));
    sandbox.network().tick();
    assertThat(client.ask("w:p", "get").has("type", "result")).isTrue();
    sandbox.clock().advance(Duration.ofSeconds(11));
    sandbox.network().tick();
    client.awaitClosed();
  }

  @Test
  void hangsUpOnAMemberThatIsSilentForNinetySeconds() {
    Companion companion = Companion.pair(sandbox, sandbox.phone("Ada").id());
    RawClient client = companion.goOnline();
    sandbox.clock().advance(Duration.ofSeconds(80));
    client.ask("w:p", "get");
    sandbox.clock().advance(Duration.ofSeconds(80));
    sandbox.network().tick();
    assertThat(client.isOpen()).isTrue();
    sandbox.clock().advance(Duration.ofSeconds(11));
    sandbox.network().tick();
    client.awaitClosed();
  }

  @Test
  void turnsStrangersAwayWhenThereAreTooMany() {
    for (int i = 0; i < 3; i++) {
      sandbox.register(Keys.generate(new SecureRandom())).await("iq");
    }
    sandbox.connect().awaitClosed();
  }
}
