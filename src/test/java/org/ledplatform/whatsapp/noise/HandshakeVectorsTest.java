package org.ledplatform.whatsapp.noise;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.ledplatform.whatsapp.Vectors;
import org.ledplatform.whatsapp.proto.ClientFinish;
import org.ledplatform.whatsapp.proto.HandshakeMessage;
import org.ledplatform.whatsapp.proto.ServerHello;

class HandshakeVectorsTest {

  private static final byte[] HELLO = "hello".getBytes(StandardCharsets.US_ASCII);

  private final Vectors noise = Vectors.group("noise");
  private final ClientHandshake client =
      new ClientHandshake(noise.pair("clientStaticPriv"), noise.pair("clientEphPriv"), 3);
  private final ServerHandshake server =
      new ServerHandshake(
          noise.pair("serverStaticPriv"), noise.pair("serverEphPriv"), noise.bytes("certChain"), 3);

  @Test
  void theHeaderIsThePrologueOfTheVectors() {
    assertThat(new IntroHeader(3).bytes()).isEqualTo(noise.bytes("header"));
    assertThat(IntroHeader.parse(noise.bytes("header")).dictionaryVersion()).isEqualTo(3);
  }

  @Test
  void bothSidesSayWhatTheVectorsSay() throws Exception {
    byte[] hello = client.hello();
    assertThat(HandshakeMessage.parseFrom(hello).getClientHello().getEphemeral().toByteArray())
        .isEqualTo(noise.bytes("clientEphPub"));

    byte[] answer = server.answer(hello);
    ServerHello serverHello = HandshakeMessage.parseFrom(answer).getServerHello();
    assertThat(serverHello.getEphemeral().toByteArray()).isEqualTo(noise.bytes("serverEphPub"));
    assertThat(serverHello.getStatic().toByteArray()).isEqualTo(noise.bytes("serverHelloStatic"));
    assertThat(serverHello.getPayload().toByteArray()).isEqualTo(noise.bytes("serverHelloPayload"));

    // The chain of the vectors carries no real signatures, so its check is another test.
    byte[] finish =
        client.finish(
            answer,
            (chain, key) -> {
              assertThat(chain).isEqualTo(noise.bytes("certChain"));
              assertThat(key).isEqualTo(noise.key("serverStaticPub"));
            },
            noise.bytes("clientPayloadPlain"));
    ClientFinish clientFinish = HandshakeMessage.parseFrom(finish).getClientFinish();
    assertThat(clientFinish.getStatic().toByteArray()).isEqualTo(noise.bytes("clientFinishStatic"));
    assertThat(clientFinish.getPayload().toByteArray())
        .isEqualTo(noise.bytes("clientFinishPayload"));

    ClientIdentity identity = server.finish(finish);
    assertThat(identity.noiseKey()).isEqualTo(noise.key("clientStaticPub"));
    assertThat(identity.payload()).isEqualTo(noise.bytes("clientPayloadPlain"));

    NoiseTransport writing = client.transport();
    assertThat(writing.encrypt(HELLO)).isEqualTo(noise.bytes("transportHelloCounter0"));
    assertThat(writing.encrypt(HELLO)).isEqualTo(noise.bytes("transportHelloCounter1"));
    NoiseTransport reading = server.transport();
    assertThat(reading.decrypt(noise.bytes("transportHelloCounter0"))).isEqualTo(HELLO);
    assertThat(reading.decrypt(noise.bytes("transportHelloCounter1"))).isEqualTo(HELLO);
  }

  @Test
  void theTransportKeysAreThoseOfTheVectors() {
    NoiseTransport transport =
        new NoiseTransport(noise.bytes("clientWriteKey"), noise.bytes("clientReadKey"));
    assertThat(transport.encrypt(HELLO)).isEqualTo(noise.bytes("transportHelloCounter0"));
    NoiseTransport other =
        new NoiseTransport(noise.bytes("clientReadKey"), noise.bytes("clientWriteKey"));
    assertThat(transport.decrypt(other.encrypt(HELLO))).isEqualTo(HELLO);
  }
}
