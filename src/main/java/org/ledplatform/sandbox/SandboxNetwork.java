package org.ledplatform.sandbox;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.concurrent.Executor;
import org.ledplatform.sandbox.storage.SandboxStorage;
import org.ledplatform.whatsapp.socket.ByteSocket;
import org.ledplatform.whatsapp.socket.ByteSocketListener;

/** The simulated network. Safe for use by many threads; makes none. */
public final class SandboxNetwork implements AutoCloseable {

  private final SandboxStorage storage;

  public SandboxNetwork(
      SandboxStorage storage, Executor executor, Clock clock, SecureRandom random) {
    this.storage = storage;
  }

  /** Takes a new connection; the result hears what the client sends. */
  public ByteSocketListener accept(ByteSocket socket) {
    throw new UnsupportedOperationException(socket.toString());
  }

  /** Lets time pass: call it about once a second. */
  public void tick() {}

  /** Closes every connection and the storage. */
  @Override
  public void close() {
    storage.close();
  }
}
