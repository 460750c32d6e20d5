package org.ledplatform.whatsapp.noise;

import com.google.protobuf.ByteString;
import java.util.Optional;
import org.ledplatform.whatsapp.crypto.KeyPair;
import org.ledplatform.whatsapp.crypto.PublicKey;
import org.ledplatform.whatsapp.proto.ClientFinish;
import org.ledplatform.whatsapp.proto.HandshakeMessage;
import org.ledplatform.whatsapp.proto.ServerHello;

/**
 * The server's side of the handshake (protocol §2): {@link #answer}, {@link #finish}, then {@link
 * #transport}. Messages are the payloads of frames. One object serves one connection; not safe for
 * many threads.
 */
public final class ServerHandshake {

  private final KeyPair serverStatic;
  private final KeyPair ephemeral;
  private final byte[] certChain;
  private final NoiseState state;
  private Optional<NoiseTransport> transport = Optional.empty();

  /**
   * @param serverStatic the server's long-lived noise key
   * @param ephemeral made for this connection alone
   * @param certChain an encoded CertChain that ends at {@code serverStatic}
   * @param dictionaryVersion as in the {@link IntroHeader} that the client sent
   */
  public ServerHandshake(
      KeyPair serverStatic, KeyPair ephemeral, byte[] certChain, int dictionaryVersion) {
    this.serverStatic = serverStatic;
    this.ephemeral = ephemeral;
    this.certChain = certChain;
    this.state = new NoiseState(new IntroHeader(dictionaryVersion));
  }

  /**
   * Reads the client's first message and gives the answer. Call it once.
   *
   * @throws HandshakeException when it is no hello
   */
  public byte[] answer(byte[] clientHello) {
    HandshakeMessage message = Parts.message(clientHello);
    if (!message.hasClientHello()) {
      throw new HandshakeException("The client does not begin with its hello");
    }
    PublicKey clientEphemeral = Parts.key(message.getClientHello().getEphemeral());
    byte[] ownEphemeral = ephemeral.publicKey().bytes();
    state.authenticate(clientEphemeral.bytes());
    state.authenticate(ownEphemeral);
    state.mixKey(Parts.agree(ephemeral.privateKey(), clientEphemeral));
    byte[] sealedKey = state.encrypt(serverStatic.publicKey().bytes());
    state.mixKey(Parts.agree(serverStatic.privateKey(), clientEphemeral));
    byte[] sealedChain = state.encrypt(certChain);
    return HandshakeMessage.newBuilder()
        .setServerHello(
            ServerHello.newBuilder()
                .setEphemeral(ByteString.copyFrom(ownEphemeral))
                .setStatic(ByteString.copyFrom(sealedKey))
                .setPayload(ByteString.copyFrom(sealedChain)))
        .build()
        .toByteArray();
  }

  /**
   * Reads the client's last message.
   *
   * @throws HandshakeException when it is none, or the client does not know its own key
   */
  public ClientIdentity finish(byte[] clientFinish) {
    HandshakeMessage message = Parts.message(clientFinish);
    if (!message.hasClientFinish()) {
      throw new HandshakeException("The client does not finish the handshake");
    }
    ClientFinish finish = message.getClientFinish();
    PublicKey noiseKey = Parts.key(state.decrypt(Parts.sealedKey(finish.getStatic())));
    state.mixKey(Parts.agree(ephemeral.privateKey(), noiseKey));
    byte[] payload = state.decrypt(finish.getPayload().toByteArray());
    transport = Optional.of(state.split(false));
    return new ClientIdentity(noiseKey, payload);
  }

  /**
   * The ciphers for everything after the handshake.
   *
   * @throws IllegalStateException before {@link #finish}
   */
  public NoiseTransport transport() {
    return transport.orElseThrow(() -> new IllegalStateException("The handshake is not done"));
  }
}
