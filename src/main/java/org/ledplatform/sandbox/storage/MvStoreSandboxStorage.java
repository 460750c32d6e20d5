package org.ledplatform.sandbox.storage;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.h2.mvstore.Cursor;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
import org.ledplatform.sandbox.storage.Write.Put;
import org.ledplatform.sandbox.storage.Write.Remove;

/**
 * Keeps everything in one encrypted file of H2's MVStore. A batch is one commit of the store, so
 * after a crash the file shows either all of it or nothing. A commit reaches the operating system,
 * not necessarily the disk: it survives the end of the process, and losing the last second with the
 * power is acceptable for a simulator.
 */
public final class MvStoreSandboxStorage implements SandboxStorage {

  private static final int KEY_LENGTH = 32;
  private static final int PAGE = 4 * 1024;

  /** How long parts of the file that no longer count stay, for a recovery after a crash. */
  private static final int RETENTION_MILLIS = 2_000;

  private static final int COMMITS_BETWEEN_TIDYING = 200;
  private static final int FILL_PERCENT = 60;
  private static final int TIDIED_BYTES = 4 * 1024 * 1024;
  private static final int COMPACTION_MILLIS = 500;

  private final MVStore store;
  private long commits;
  private final Map<Table, MVMap<String, byte[]>> tables = new EnumMap<>(Table.class);

  /**
   * Opens or creates the file.
   *
   * @param key 32 random bytes that encrypt the file; the same each time
   * @throws SandboxStorageException when another process holds the file or the key does not fit
   */
  public MvStoreSandboxStorage(Path file, byte[] key) {
    if (key.length != KEY_LENGTH) {
      throw new IllegalArgumentException("The key of the sandbox's storage has 32 bytes");
    }
    try {
      store =
          new MVStore.Builder()
              .fileName(file.toString())
              // H2 clears the array, and it takes characters.
              .encryptionKey(HexFormat.of().formatHex(key).toCharArray())
              .autoCommitDisabled()
              .pageSplitSize(PAGE)
              .open();
      store.setRetentionTime(RETENTION_MILLIS);
    } catch (MVStoreException e) {
      throw new SandboxStorageException(
          "The sandbox cannot open its storage (in use by another process, or another key?): "
              + file,
          e);
    }
    for (Table table : Table.values()) {
      tables.put(table, store.openMap(table.name().toLowerCase(Locale.ROOT)));
    }
  }

  @Override
  public synchronized Optional<byte[]> read(Table table, String name) {
    return Optional.ofNullable(records(table).get(name)).map(byte[]::clone);
  }

  @Override
  public synchronized List<Entry> list(Table table, String prefix) {
    List<Entry> entries = new ArrayList<>();
    Cursor<String, byte[]> cursor = records(table).cursor(prefix);
    while (cursor.hasNext()) {
      String name = cursor.next();
      if (!name.startsWith(prefix)) {
        break;
      }
      entries.add(new Entry(name, cursor.getValue().clone()));
    }
    return entries;
  }

  @Override
  public synchronized void commit(List<Write> writes) {
    try {
      for (Write write : writes) {
        MVMap<String, byte[]> records = records(write.table());
        switch (write) {
          case Put(Table _, String name, byte[] value) -> records.put(name, value);
          case Remove(Table _, String name) -> records.remove(name);
        }
      }
      store.commit();
      tidyUp();
    } catch (MVStoreException e) {
      store.rollback();
      throw new SandboxStorageException("The sandbox cannot write its storage", e);
    }
  }

  @Override
  public synchronized void close() {
    if (!store.isClosed()) {
      store.close(COMPACTION_MILLIS);
    }
  }

  /** The file only grows unless somebody moves together what still counts. */
  private void tidyUp() {
    commits++;
    if (commits % COMMITS_BETWEEN_TIDYING == 0) {
      store.compact(FILL_PERCENT, TIDIED_BYTES);
    }
  }

  private MVMap<String, byte[]> records(Table table) {
    MVMap<String, byte[]> records = tables.get(table);
    if (store.isClosed() || records == null) {
      throw new SandboxStorageException("The storage of the sandbox is closed");
    }
    return records;
  }
}
