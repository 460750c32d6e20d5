package org.ledplatform.sandbox.storage;

import java.util.List;
import java.util.Optional;

/**
 * Keeps the state of the simulated network. Safe for use by many threads.
 *
 * <p>Every method may throw {@link SandboxStorageException}; after it nothing of a batch is
 * visible.
 */
public interface SandboxStorage extends AutoCloseable {

  /** The record, or empty when there is none. */
  Optional<byte[]> read(Table table, String name);

  /** All records of a table whose names start with {@code prefix}, in ascending order of name. */
  List<Entry> list(Table table, String prefix);

  /** Applies all writes atomically, in order. When it returns, they survive the process. */
  void commit(List<Write> writes);

  /** Releases files. Closing twice is harmless; any other call afterwards fails. */
  @Override
  void close();

  /** A record as it was read. */
  record Entry(String name, byte[] value) {}
}
