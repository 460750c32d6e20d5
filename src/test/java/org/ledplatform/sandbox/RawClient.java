package org.ledplatform.sandbox;

import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.ledplatform.whatsapp.crypto.Curve;
import org.ledplatform.whatsapp.crypto.KeyPair;
import org.ledplatform.whatsapp.crypto.PublicKey;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.node.Node;
import org.ledplatform.whatsapp.node.NodeCodec;
import org.ledplatform.whatsapp.node.TokenDictionary;
import org.ledplatform.whatsapp.noise.ClientHandshake;
import org.ledplatform.whatsapp.noise.IntroHeader;
import org.ledplatform.whatsapp.noise.NoiseTransport;
import org.ledplatform.whatsapp.proto.ClientPayload;
import org.ledplatform.whatsapp.proto.DevicePairingRegistrationData;
import org.ledplatform.whatsapp.socket.ByteSocket;
import org.ledplatform.whatsapp.socket.ByteSocketListener;
import org.ledplatform.whatsapp.socket.FrameReader;
import org.ledplatform.whatsapp.socket.FrameWriter;
import org.ledplatform.whatsapp.socket.SocketConnector;

/** A client that sends just what a test tells it to, stanza by stanza, right or wrong. */
public final class RawClient implements ByteSocketListener, AutoCloseable {

  private static final long PATIENCE_SECONDS = 10;
  private static final Node HANGS_UP = Node.of("the-server-hung-up");
  private static final AtomicInteger IDS = new AtomicInteger();

  /** The long-lived keys of a device. */
  public record Keys(
      KeyPair noise, KeyPair identity, KeyPair signedPreKey, int registrationId, byte[] advSecret) {

    public static Keys generate(SecureRandom random) {
      byte[] secret = new byte[32];
      random.nextBytes(secret);
      return new Keys(
          KeyPair.generate(random),
          KeyPair.generate(random),
          KeyPair.generate(random),
          1 + random.nextInt(0x3FFF),
          secret);
    }

    public byte[] signature() {
      return Curve.sign(
          identity.privateKey(), signedPreKey.publicKey().withPrefix(), new SecureRandom());
    }
  }

  private final BlockingQueue<byte[]> handshakeFrames = new LinkedBlockingQueue<>();
  private final BlockingQueue<Node> stanzas = new LinkedBlockingQueue<>();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final FrameReader frames = new FrameReader();
  private final TokenDictionary dictionary;
  private final NodeCodec codec;
  private final ByteSocket socket;
  private volatile Optional<NoiseTransport> transport = Optional.empty();

  private RawClient(SocketConnector connector, TokenDictionary dictionary) {
    this.dictionary = dictionary;
    this.codec = new NodeCodec(dictionary);
    this.socket = connector.connect(this);
  }

  /** A connection on which nothing was said yet. */
  public static RawClient connect(SocketConnector connector) {
    return new RawClient(connector, TokenDictionary.V3);
  }

  /** A connection after a handshake with this payload. */
  public static RawClient shakeHands(
      SocketConnector connector,
      TokenDictionary dictionary,
      PublicKey root,
      Instant now,
      KeyPair noise,
      ClientPayload payload) {
    RawClient client = new RawClient(connector, dictionary);
    client.shakeHands(root, now, noise, payload);
    return client;
  }

  public static ClientPayload registration(Keys keys) {
    return ClientPayload.newBuilder()
        .setPassive(false)
        .setDevicePairingData(
            DevicePairingRegistrationData.newBuilder()
                .setERegid(number(keys.registrationId(), 4))
                .setEKeytype(ByteString.copyFrom(new byte[] {5}))
                .setEIdent(ByteString.copyFrom(keys.identity().publicKey().bytes()))
                .setESkeyId(number(1, 3))
                .setESkeyVal(ByteString.copyFrom(keys.signedPreKey().publicKey().bytes()))
                .setESkeySig(ByteString.copyFrom(keys.signature())))
        .build();
  }

  public static ClientPayload login(String phone, int device) {
    return ClientPayload.newBuilder()
        .setUsername(Long.parseUnsignedLong(phone))
        .setDevice(device)
        .setPassive(true)
        .build();
  }

  private void shakeHands(PublicKey root, Instant now, KeyPair noise, ClientPayload payload) {
    ClientHandshake handshake =
        new ClientHandshake(noise, KeyPair.generate(new SecureRandom()), dictionary.version());
    sendRaw(new IntroHeader(dictionary.version()).bytes());
    sendRaw(FrameWriter.frame(handshake.hello()));
    byte[] answer = take(handshakeFrames, "the server's hello");
    byte[] finish = handshake.finish(answer, root, now, payload.toByteArray());
    use(handshake.transport());
    sendRaw(FrameWriter.frame(finish));
  }

  /** The next frame of a handshake that the test does itself. */
  public byte[] awaitHandshakeFrame() {
    return take(handshakeFrames, "a frame of the handshake");
  }

  /** From now on frames are stanzas under these ciphers. */
  public void use(NoiseTransport ciphers) {
    transport = Optional.of(ciphers);
  }

  /** Sends bytes as they are. */
  public void sendRaw(byte[] bytes) {
    socket.send(bytes);
  }

  /** Sends a stanza. */
  public synchronized void send(Node stanza) {
    socket.send(FrameWriter.frame(transport.orElseThrow().encrypt(codec.encode(stanza))));
  }

  /** Asks a question and waits for its answer; an id is added. */
  public Node ask(String namespace, String type, Node... children) {
    return ask(Jid.NETWORK, namespace, type, children);
  }

  /** Asks a question that goes to somebody in particular, such as a group. */
  public Node ask(Jid to, String namespace, String type, Node... children) {
    return ask(Node.of("iq", children).with("to", to), namespace, type);
  }

  /** Asks the network a question about somebody. */
  public Node askAbout(Jid target, String namespace, String type, Node... children) {
    Node iq = Node.of("iq", children).with("to", Jid.NETWORK).with("target", target);
    return ask(iq, namespace, type);
  }

  private Node ask(Node iq, String namespace, String type) {
    String id = "q" + IDS.incrementAndGet();
    send(iq.with("id", id).with("type", type).with("xmlns", namespace));
    return await(n -> n.tag().equals("iq") && n.has("id", id));
  }

  /** The next stanza that fits; those before it are skipped. */
  public Node await(Predicate<Node> fits) {
    while (true) {
      Node next = take(stanzas, "a stanza");
      if (fits.test(next)) {
        return next;
      }
    }
  }

  /** The next stanza with this tag. */
  public Node await(String tag) {
    return await(n -> n.tag().equals(tag));
  }

  /** Everything that came and was not taken, until this tag inclusive. */
  public List<Node> awaitAll(String lastTag) {
    List<Node> all = new ArrayList<>();
    do {
      all.add(take(stanzas, "a stanza"));
    } while (!all.getLast().tag().equals(lastTag));
    return all;
  }

  /** Waits until the server hangs up. */
  public void awaitClosed() {
    try {
      if (!closed.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        throw new AssertionError("The server did not hang up");
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** Waits until everything that was sent has been dealt with, or the server has hung up. */
  public void awaitPongOrClosed() {
    String id = "q" + IDS.incrementAndGet();
    send(Node.of("iq").with("id", id).with("to", Jid.NETWORK).with("xmlns", "w:p"));
    await(n -> n.has("id", id) || n.equals(HANGS_UP));
  }

  /** Whether the connection is still there. */
  public boolean isOpen() {
    return closed.getCount() > 0;
  }

  @Override
  public void onBytes(byte[] bytes) {
    frames.feed(bytes);
    for (Optional<byte[]> f = frames.next(); f.isPresent(); f = frames.next()) {
      byte[] frame = f.get();
      if (transport.isPresent()) {
        stanzas.add(codec.decode(transport.get().decrypt(frame)));
      } else {
        handshakeFrames.add(frame);
      }
    }
  }

  @Override
  public void onClosed(String reason) {
    closed.countDown();
    stanzas.add(HANGS_UP);
  }

  @Override
  public void close() {
    socket.close();
  }

  /** A number as it travels in key nodes and registrations. */
  public static ByteString number(int value, int length) {
    byte[] four = ByteBuffer.allocate(4).putInt(value).array();
    return ByteString.copyFrom(Arrays.copyOfRange(four, 4 - length, 4));
  }

  private static <T> T take(BlockingQueue<T> queue, String what) {
    try {
      T taken = queue.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
      if (taken == null) {
        throw new AssertionError("Did not get " + what);
      }
      return taken;
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
