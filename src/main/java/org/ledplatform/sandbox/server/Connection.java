package org.ledplatform.sandbox.server;

import com.google.protobuf.InvalidProtocolBufferException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.ledplatform.sandbox.delivery.Outlet;
import org.ledplatform.sandbox.storage.Turns;
import org.ledplatform.whatsapp.WhatsAppException;
import org.ledplatform.whatsapp.crypto.KeyPair;
import org.ledplatform.whatsapp.node.Node;
import org.ledplatform.whatsapp.node.NodeCodec;
import org.ledplatform.whatsapp.node.TokenDictionary;
import org.ledplatform.whatsapp.noise.ClientIdentity;
import org.ledplatform.whatsapp.noise.HandshakeException;
import org.ledplatform.whatsapp.noise.NoiseTransport;
import org.ledplatform.whatsapp.noise.ServerHandshake;
import org.ledplatform.whatsapp.proto.ClientPayload;
import org.ledplatform.whatsapp.socket.ByteSocket;
import org.ledplatform.whatsapp.socket.ByteSocketListener;
import org.ledplatform.whatsapp.socket.FrameReader;
import org.ledplatform.whatsapp.socket.FrameWriter;

/**
 * One client's connection: bytes to frames, handshake, frames to stanzas. Whatever a client sends
 * that makes no sense ends this connection and nothing else.
 *
 * <p>Bytes come in one call at a time; stanzas leave on the outlet's lane, one at a time, so the
 * counters of the cipher need no lock. {@code peer} is touched only in a turn.
 */
final class Connection implements ByteSocketListener, Outlet.Sink {

  private static final System.Logger LOG = System.getLogger(Connection.class.getName());
  private static final int MAX_BYTES_OF_STRANGER = 128 * 1024;

  /** Files go to the media hosts, so no stanza of a client comes near it. */
  private static final int MAX_FRAME = 1024 * 1024;

  private static final Duration HANDSHAKE_LIMIT = Duration.ofSeconds(20);
  private static final Duration STRANGER_LIMIT = Duration.ofSeconds(180);
  private static final Duration SILENCE_LIMIT = Duration.ofSeconds(90);

  /** What all connections share. */
  record Shared(
      Turns turns,
      Executor executor,
      Delays delays,
      Duration firstFrameDelay,
      ServerKeys keys,
      Clock clock,
      SecureRandom random,
      Reception reception) {}

  private sealed interface Stage {
    record Opening(Intro intro) implements Stage {}

    record Greeted(TokenDictionary dictionary, ServerHandshake handshake) implements Stage {}

    record Answered(TokenDictionary dictionary, ServerHandshake handshake) implements Stage {}

    record Talking(NodeCodec codec, NoiseTransport transport) implements Stage {}
  }

  private final Shared shared;
  private final ByteSocket socket;
  private final Outlet outlet;
  private final FrameReader frames = new FrameReader(MAX_FRAME);
  private final Instant since;
  private volatile Stage stage = new Stage.Opening(new Intro());
  private volatile Instant lastHeard;
  private volatile boolean begun;
  private volatile boolean member;
  private volatile boolean closed;
  private long bytes;
  private @Nullable Peer peer;

  Connection(Shared shared, ByteSocket socket) {
    this.shared = shared;
    this.socket = socket;
    this.outlet = new Outlet(shared.turns(), shared.executor(), this);
    this.since = shared.clock().instant();
    this.lastHeard = since;
  }

  /** Where stanzas for this client leave. */
  Outlet outlet() {
    return outlet;
  }

  /** Who the client turned out to be. */
  Optional<Peer> peer() {
    return Optional.ofNullable(peer);
  }

  /** The client has shown who it is. */
  void become(Peer who) {
    peer = who;
    member = who instanceof Peer.Member;
  }

  /** Whether the client has not logged in. */
  boolean stranger() {
    return !member;
  }

  /** Hangs up on a client that takes too long or has fallen silent. */
  void checkTime(Instant now) {
    boolean tooLong =
        switch (stage) {
          case Stage.Talking _ ->
              member
                  ? lastHeard.plus(SILENCE_LIMIT).isBefore(now)
                  : since.plus(STRANGER_LIMIT).isBefore(now);
          default -> since.plus(HANDSHAKE_LIMIT).isBefore(now);
        };
    if (tooLong) {
      hangUp("time is over");
    }
  }

  /** Closes the socket at once. */
  void hangUp(String reason) {
    LOG.log(System.Logger.Level.DEBUG, "Hanging up on a client: {0}", reason);
    closed = true;
    socket.close();
  }

  @Override
  public void onBytes(byte[] received) {
    if (closed) {
      return;
    }
    try {
      bytes += received.length;
      if (!member && bytes > MAX_BYTES_OF_STRANGER) {
        throw new HandshakeException("Too many bytes before the login");
      }
      read(received);
    } catch (WhatsAppException e) {
      // Names the rule that was broken, never what was sent.
      LOG.log(System.Logger.Level.INFO, "A client broke the protocol: {0}", e.getMessage());
      hangUp("protocol broken");
    } catch (RuntimeException e) {
      failed("A connection of the sandbox failed", e);
    }
  }

  @Override
  public void onClosed(String reason) {
    closed = true;
    shared.turns().run(() -> shared.reception().gone(this));
  }

  @Override
  public void stanza(Node stanza) {
    send(stanza, false);
  }

  @Override
  public void broken(Node stanza) {
    send(stanza, true);
  }

  private void send(Node stanza, boolean broken) {
    if (closed || !(stage instanceof Stage.Talking(NodeCodec codec, NoiseTransport transport))) {
      return;
    }
    try {
      byte[] sealed = transport.encrypt(codec.encode(stanza));
      if (broken) {
        sealed[sealed.length / 2] ^= 1;
      }
      socket.send(FrameWriter.frame(sealed));
    } catch (WhatsAppException e) {
      hangUp("cannot be reached");
    } catch (RuntimeException e) {
      failed("A stanza could not be sent", e);
    }
  }

  @Override
  public void end(String reason) {
    hangUp(reason);
  }

  /** A bug of ours, unless the network was closed in the meantime. */
  private void failed(String what, RuntimeException e) {
    if (!closed) {
      LOG.log(System.Logger.Level.ERROR, what, e);
      hangUp("internal error");
    }
  }

  private void read(byte[] received) {
    byte[] forFrames = received;
    if (stage instanceof Stage.Opening(Intro intro)) {
      Optional<Intro.Said> said = intro.feed(received);
      if (said.isEmpty()) {
        return;
      }
      TokenDictionary dictionary = said.get().dictionary();
      KeyPair ephemeral = KeyPair.generate(shared.random());
      byte[] chain = shared.keys().chain(shared.clock(), shared.random());
      ServerHandshake handshake =
          new ServerHandshake(shared.keys().noise(), ephemeral, chain, dictionary.version());
      stage = new Stage.Greeted(dictionary, handshake);
      forFrames = said.get().rest();
    }
    frames.feed(forFrames);
    for (Optional<byte[]> f = frames.next(); f.isPresent() && !closed; f = frames.next()) {
      frame(f.get());
    }
  }

  private void frame(byte[] frame) {
    // Pieces of a frame that never ends are no sign of life.
    lastHeard = shared.clock().instant();
    switch (stage) {
      case Stage.Opening _ -> throw new IllegalStateException("Frames follow the header");
      case Stage.Greeted(TokenDictionary dictionary, ServerHandshake handshake) -> {
        byte[] answer = handshake.answer(frame);
        stage = new Stage.Answered(dictionary, handshake);
        socket.send(FrameWriter.frame(answer));
      }
      case Stage.Answered(TokenDictionary dictionary, ServerHandshake handshake) -> {
        ClientIdentity identity = handshake.finish(frame);
        ClientPayload payload = payload(identity.payload());
        stage = new Stage.Talking(new NodeCodec(dictionary), handshake.transport());
        shared.delays().after(shared.firstFrameDelay(), () -> begin(identity, payload));
      }
      case Stage.Talking(NodeCodec codec, NoiseTransport transport) -> {
        Node stanza = codec.decode(transport.decrypt(frame));
        if (!begun) {
          throw new HandshakeException("A client speaks before it was greeted");
        }
        shared.turns().run(() -> shared.reception().stanza(this, stanza));
      }
    }
  }

  private void begin(ClientIdentity identity, ClientPayload payload) {
    begun = true;
    try {
      shared
          .turns()
          .run(
              () -> {
                if (!closed) {
                  shared.reception().begin(this, identity.noiseKey(), payload);
                }
              });
    } catch (RuntimeException e) {
      failed("A client could not be greeted", e);
    }
  }

  private static ClientPayload payload(byte[] bytes) {
    try {
      return ClientPayload.parseFrom(bytes);
    } catch (InvalidProtocolBufferException e) {
      throw new HandshakeException("The client's payload cannot be read", e);
    }
  }
}
