package org.ledplatform.whatsapp.client;

import java.io.ByteArrayOutputStream;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.ledplatform.whatsapp.crypto.KeyPair;
import org.ledplatform.whatsapp.crypto.PublicKey;
import org.ledplatform.whatsapp.node.Node;
import org.ledplatform.whatsapp.node.NodeCodec;
import org.ledplatform.whatsapp.node.TokenDictionary;
import org.ledplatform.whatsapp.noise.ClientIdentity;
import org.ledplatform.whatsapp.noise.ServerHandshake;
import org.ledplatform.whatsapp.proto.ClientPayload;
import org.ledplatform.whatsapp.socket.ByteSocket;
import org.ledplatform.whatsapp.socket.ByteSocketListener;
import org.ledplatform.whatsapp.socket.FrameReader;
import org.ledplatform.whatsapp.socket.FrameWriter;
import org.ledplatform.whatsapp.socket.SocketClosedException;

/** The server's end of one connection, as a test plays it: real handshake, real stanzas. */
final class ServerEnd implements ByteSocketListener {

  private static final int HEADER = 4;

  final List<Node> received = new ArrayList<>();
  private final ByteSocket socket;
  private final ServerHandshake handshake;
  private final BiConsumer<ServerEnd, Node> script;
  private final BiConsumer<ServerEnd, ClientPayload> greeted;
  private final NodeCodec codec = new NodeCodec(TokenDictionary.V3);
  private final FrameReader frames = new FrameReader();
  private final ByteArrayOutputStream intro = new ByteArrayOutputStream();
  private boolean helloAnswered;
  private Optional<PublicKey> noiseKey = Optional.empty();
  private Optional<ClientPayload> payload = Optional.empty();
  boolean closed;

  ServerEnd(
      ByteSocket socket,
      KeyPair serverStatic,
      byte[] chain,
      BiConsumer<ServerEnd, ClientPayload> greeted,
      BiConsumer<ServerEnd, Node> script) {
    this.socket = socket;
    this.greeted = greeted;
    this.script = script;
    this.handshake =
        new ServerHandshake(serverStatic, KeyPair.generate(new SecureRandom()), chain, 3);
  }

  /** What the client said about itself; empty before the handshake is over. */
  Optional<ClientPayload> payload() {
    return payload;
  }

  PublicKey noiseKey() {
    return noiseKey.orElseThrow();
  }

  byte[] introBytes() {
    return intro.toByteArray();
  }

  @Override
  public void onBytes(byte[] bytes) {
    frames.feed(afterIntro(bytes));
    Optional<byte[]> frame = frames.next();
    while (frame.isPresent()) {
      take(frame.get());
      frame = frames.next();
    }
  }

  /** The client sends its header and the first frame in one message. */
  private byte[] afterIntro(byte[] bytes) {
    if (intro.size() > 0) {
      return bytes;
    }
    int length = bytes[0] == 'E' ? 7 + (bytes[6] & 0xFF) + HEADER : HEADER;
    intro.write(bytes, 0, length);
    return java.util.Arrays.copyOfRange(bytes, length, bytes.length);
  }

  private void take(byte[] frame) {
    if (!helloAnswered) {
      helloAnswered = true;
      reply(FrameWriter.frame(handshake.answer(frame)));
    } else if (payload.isEmpty()) {
      ClientIdentity identity = handshake.finish(frame);
      noiseKey = Optional.of(identity.noiseKey());
      payload = Optional.of(parse(identity.payload()));
      greeted.accept(this, payload.get());
    } else {
      Node node = codec.decode(handshake.transport().decrypt(frame));
      received.add(node);
      script.accept(this, node);
    }
  }

  private static ClientPayload parse(byte[] bytes) {
    try {
      return ClientPayload.parseFrom(bytes);
    } catch (com.google.protobuf.InvalidProtocolBufferException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void onClosed(String reason) {
    closed = true;
  }

  void send(Node node) {
    sendPlain(codec.encode(node));
  }

  /** Sends these bytes where an encoded stanza is due. */
  void sendPlain(byte[] plain) {
    reply(FrameWriter.frame(handshake.transport().encrypt(plain)));
  }

  private void reply(byte[] frame) {
    try {
      socket.send(frame);
    } catch (SocketClosedException e) {
      // A client that is gone hears nothing, as on every network.
    }
  }

  void sendRaw(byte[] bytes) {
    socket.send(bytes);
  }

  void close() {
    socket.close();
  }

  List<Node> received(String tag) {
    return received.stream().filter(n -> n.tag().equals(tag)).toList();
  }

  List<Node> receivedIqs(String namespace) {
    return received("iq").stream().filter(n -> n.has("xmlns", namespace)).toList();
  }
}
