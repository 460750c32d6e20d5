package org.ledplatform.sandbox.phone;

import com.google.protobuf.InvalidProtocolBufferException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.ledplatform.sandbox.proto.StoredMessage;
import org.ledplatform.sandbox.storage.SandboxStorage;
import org.ledplatform.sandbox.storage.SandboxStorageException;
import org.ledplatform.sandbox.storage.Table;
import org.ledplatform.sandbox.storage.Write;

/**
 * What a virtual phone shows: its latest messages over all chats. The methods that change something
 * give the writes that make it durable. Safe for use by many threads.
 */
final class PhoneScreen {

  /** Behind this many the oldest message is forgotten. */
  static final int MAX = 1_000;

  private final String phoneId;
  private final NavigableMap<Long, StoredMessage> messages = new TreeMap<>();
  private long changes;

  PhoneScreen(SandboxStorage storage, String phoneId) {
    this.phoneId = phoneId;
    for (SandboxStorage.Entry entry : storage.list(Table.SHOWN, phoneId + "/")) {
      long number =
          HexFormat.fromHexDigitsToLong(entry.name(), phoneId.length() + 1, entry.name().length());
      messages.put(number, read(entry.value()));
    }
  }

  /** Everything, oldest first. */
  synchronized List<StoredMessage> all() {
    return List.copyOf(messages.values());
  }

  /** The message that fits, if it is still shown. */
  synchronized Optional<StoredMessage> find(Predicate<StoredMessage> fits) {
    return messages.descendingMap().values().stream().filter(fits).findFirst();
  }

  /** The messages that fit, oldest first. */
  synchronized List<StoredMessage> findAll(Predicate<StoredMessage> fits) {
    return messages.values().stream().filter(fits).toList();
  }

  /** Grows whenever the phone shows something new or differently. */
  synchronized long changes() {
    return changes;
  }

  /** Shows a new message. */
  synchronized List<Write> show(StoredMessage message) {
    List<Write> writes = new ArrayList<>();
    changes++;
    long number = messages.isEmpty() ? 1 : messages.lastKey() + 1;
    messages.put(number, message);
    writes.add(put(number, message));
    while (messages.size() > MAX) {
      writes.add(new Write.Remove(Table.SHOWN, name(messages.firstKey())));
      messages.remove(messages.firstKey());
    }
    return writes;
  }

  /** Shows a message that is already there differently. */
  synchronized List<Write> replace(StoredMessage old, StoredMessage changed) {
    List<Write> writes = new ArrayList<>();
    for (Map.Entry<Long, StoredMessage> entry : messages.entrySet()) {
      if (entry.getValue() == old) {
        entry.setValue(changed);
        changes++;
        writes.add(put(entry.getKey(), changed));
      }
    }
    return writes;
  }

  private Write put(long number, StoredMessage message) {
    return new Write.Put(Table.SHOWN, name(number), message.toByteArray());
  }

  private String name(long number) {
    return phoneId + "/" + HexFormat.of().toHexDigits(number);
  }

  private static StoredMessage read(byte[] bytes) {
    try {
      return StoredMessage.parseFrom(bytes);
    } catch (InvalidProtocolBufferException e) {
      throw new SandboxStorageException("A shown message cannot be read", e);
    }
  }
}
