package org.ledplatform.whatsapp.socket;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A WebSocket (RFC 6455) over a socket whose upgrade is done. Large messages are handed on in
 * pieces as they come, so no more than 16 KiB wait here. Pings are answered.
 */
final class StreamWebSocket implements ByteSocket {

  private static final int PIECE = 16 * 1024;
  private static final int MOST_CONTROL = 125;
  private static final int CONTINUATION = 0;
  private static final int BINARY = 2;
  private static final int CLOSE = 8;
  private static final int PING = 9;
  private static final int PONG = 10;
  private static final int LAST = 0x80;
  private static final int MASKED = 0x80;
  private static final int TWO_BYTES = 126;
  private static final int EIGHT_BYTES = 127;
  private static final byte[] NORMAL_CLOSURE = {3, (byte) 0xE8};

  private final Socket raw;
  private final DataInputStream in;
  private final OutputStream out;
  private final ByteSocketListener listener;
  private final Duration writeTimeout;
  private final SecureRandom random;
  private final ReentrantLock writing = new ReentrantLock();
  private volatile boolean closed;

  /**
   * @param raw what to close when a write is stuck
   * @param socket the same, or TLS over it
   */
  StreamWebSocket(
      Socket raw,
      Socket socket,
      ByteSocketListener listener,
      Duration writeTimeout,
      SecureRandom random)
      throws IOException {
    this.raw = raw;
    this.in = new DataInputStream(new BufferedInputStream(socket.getInputStream(), PIECE));
    this.out = socket.getOutputStream();
    this.listener = listener;
    this.writeTimeout = writeTimeout;
    this.random = random;
  }

  /** Reads until the connection ends; the listener hears everything on the calling thread. */
  void read() {
    String reason = "closed";
    try {
      while (readFrame()) {
        // The next one.
      }
    } catch (IOException e) {
      reason = closed ? "closed" : "broken: " + e.getClass().getSimpleName();
    } finally {
      end();
      listener.onClosed(reason);
    }
  }

  private boolean readFrame() throws IOException {
    int first = in.readUnsignedByte();
    int second = in.readUnsignedByte();
    int opcode = first & 0x0F;
    if ((first & 0x70) != 0 || (second & MASKED) != 0) {
      throw new IOException("A server's frame has no extension and no mask");
    }
    long length = length(second & 0x7F);
    if (opcode == BINARY || opcode == CONTINUATION) {
      handOn(length);
      return true;
    }
    if (length > MOST_CONTROL) {
      throw new IOException("A control frame is short");
    }
    byte[] body = in.readNBytes((int) length);
    switch (opcode) {
      case PING -> write(PONG, body);
      case PONG -> {
        // Nobody asked.
      }
      case CLOSE -> write(CLOSE, NORMAL_CLOSURE);
      default -> throw new IOException("The network sends binary messages only");
    }
    return opcode != CLOSE;
  }

  private long length(int small) throws IOException {
    long length =
        switch (small) {
          case TWO_BYTES -> in.readUnsignedShort();
          case EIGHT_BYTES -> in.readLong();
          default -> small;
        };
    if (length < 0) {
      throw new IOException("A frame has a length");
    }
    return length;
  }

  private void handOn(long length) throws IOException {
    long left = length;
    while (left > 0) {
      byte[] piece = new byte[(int) Math.min(left, PIECE)];
      in.readFully(piece);
      Semaphore more = new Semaphore(0);
      listener.onBytes(piece, more::release);
      await(more);
      left -= piece.length;
    }
  }

  /** The network waits meanwhile: nobody takes the next bytes from the socket. */
  private void await(Semaphore more) throws IOException {
    try {
      while (!more.tryAcquire(writeTimeout.toMillis(), TimeUnit.MILLISECONDS)) {
        if (closed) {
          throw new IOException("closed while the listener was busy");
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while the listener was busy", e);
    }
  }

  @Override
  public void send(byte[] bytes) {
    if (closed) {
      throw new SocketClosedException("The connection is closed");
    }
    try {
      write(BINARY, bytes);
    } catch (IOException e) {
      end();
      throw new SocketClosedException("The connection broke while writing", e);
    }
  }

  /** A write that nobody takes is ended by closing the connection under it. */
  private void write(int opcode, byte[] body) throws IOException {
    byte[] frame = frame(opcode, body);
    CompletableFuture<Void> done = new CompletableFuture<>();
    done.orTimeout(writeTimeout.toMillis(), TimeUnit.MILLISECONDS)
        .whenComplete(
            (_, late) -> {
              if (late != null) {
                end();
              }
            });
    writing.lock();
    try {
      out.write(frame);
      out.flush();
    } finally {
      writing.unlock();
      done.complete(null);
    }
  }

  private byte[] frame(int opcode, byte[] body) {
    ByteBuffer frame = ByteBuffer.allocate(14 + body.length);
    frame.put((byte) (LAST | opcode));
    if (body.length < TWO_BYTES) {
      frame.put((byte) (MASKED | body.length));
    } else if (body.length <= 0xFFFF) {
      frame.put((byte) (MASKED | TWO_BYTES)).putShort((short) body.length);
    } else {
      frame.put((byte) (MASKED | EIGHT_BYTES)).putLong(body.length);
    }
    byte[] mask = new byte[4];
    random.nextBytes(mask);
    frame.put(mask);
    for (int i = 0; i < body.length; i++) {
      frame.put((byte) (body[i] ^ mask[i & 3]));
    }
    byte[] bytes = new byte[frame.flip().remaining()];
    frame.get(bytes);
    return bytes;
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      try {
        write(CLOSE, NORMAL_CLOSURE);
      } catch (IOException _) {
        // It is going away as it is.
      }
      end();
    }
  }

  /** The reading thread wakes up and tells the listener. */
  private void end() {
    closed = true;
    try {
      raw.close();
    } catch (IOException _) {
      // Then it is as closed as it can be.
    }
  }
}
