package org.ledplatform.whatsapp.noise;

import com.google.protobuf.ByteString;
import java.time.Instant;
import java.util.Optional;
import org.ledplatform.whatsapp.crypto.KeyPair;
import org.ledplatform.whatsapp.crypto.PublicKey;
import org.ledplatform.whatsapp.proto.ClientFinish;
import org.ledplatform.whatsapp.proto.ClientHello;
import org.ledplatform.whatsapp.proto.HandshakeMessage;
import org.ledplatform.whatsapp.proto.ServerHello;

/**
 * The client's side of the handshake (protocol §2): {@link #hello}, {@link #finish}, then {@link
 * #transport}. Messages are the payloads of frames. One object serves one connection; not safe for
 * many threads.
 */
public final class ClientHandshake {

  private final KeyPair noiseKey;
  private final KeyPair ephemeral;
  private final NoiseState state;
  private Optional<NoiseTransport> transport = Optional.empty();

  /**
   * @param noiseKey the device's long-lived noise key
   * @param ephemeral made for this connection alone
   * @param dictionaryVersion as in the {@link IntroHeader} that the caller sends
   */
  public ClientHandshake(KeyPair noiseKey, KeyPair ephemeral, int dictionaryVersion) {
    this.noiseKey = noiseKey;
    this.ephemeral = ephemeral;
    this.state = new NoiseState(new IntroHeader(dictionaryVersion));
  }

  /** The first message. Call it once. */
  public byte[] hello() {
    byte[] key = ephemeral.publicKey().bytes();
    state.authenticate(key);
    return HandshakeMessage.newBuilder()
        .setClientHello(ClientHello.newBuilder().setEphemeral(ByteString.copyFrom(key)))
        .build()
        .toByteArray();
  }

  /**
   * Reads the server's answer, makes sure of the server and gives the last message.
   *
   * @param root where the server's certificates must lead
   * @param clientPayload an encoded ClientPayload; only this server can read it
   * @throws BadCertificateException when the server is not the one that the root vouches for
   * @throws HandshakeException when the answer is anything else than an answer
   */
  public byte[] finish(byte[] serverHello, PublicKey root, Instant now, byte[] clientPayload) {
    return finish(
        serverHello,
        (chain, serverStatic) -> CertificateChain.verify(chain, root, serverStatic, now),
        clientPayload);
  }

  byte[] finish(byte[] serverHello, ServerCheck check, byte[] clientPayload) {
    HandshakeMessage message = Parts.message(serverHello);
    if (!message.hasServerHello()) {
      throw new HandshakeException("The server did not answer with its hello");
    }
    ServerHello hello = message.getServerHello();
    PublicKey serverEphemeral = Parts.key(hello.getEphemeral());
    state.authenticate(serverEphemeral.bytes());
    state.mixKey(Parts.agree(ephemeral.privateKey(), serverEphemeral));
    PublicKey serverStatic = Parts.key(state.decrypt(Parts.sealedKey(hello.getStatic())));
    state.mixKey(Parts.agree(ephemeral.privateKey(), serverStatic));
    check.check(state.decrypt(hello.getPayload().toByteArray()), serverStatic);
    byte[] sealedKey = state.encrypt(noiseKey.publicKey().bytes());
    state.mixKey(Parts.agree(noiseKey.privateKey(), serverEphemeral));
    byte[] sealedPayload = state.encrypt(clientPayload);
    transport = Optional.of(state.split(true));
    return HandshakeMessage.newBuilder()
        .setClientFinish(
            ClientFinish.newBuilder()
                .setStatic(ByteString.copyFrom(sealedKey))
                .setPayload(ByteString.copyFrom(sealedPayload)))
        .build()
        .toByteArray();
  }

  /**
   * The ciphers for everything after the handshake.
   *
   * @throws IllegalStateException before {@link #finish}
   */
  public NoiseTransport transport() {
    return transport.orElseThrow(() -> new IllegalStateException("The handshake is not done"));
  }

  /** Decides whether the server is the right one. */
  interface ServerCheck {
    void check(byte[] chain, PublicKey serverStatic);
  }
}
