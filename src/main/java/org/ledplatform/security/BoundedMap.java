package org.ledplatform.security;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * A map that forgets the entry that was unused for longest when it is full. Safe for use by many
 * threads.
 */
final class BoundedMap<K, V> {

  private final Map<K, V> entries;

  BoundedMap(int capacity) {
    this.entries =
        new LinkedHashMap<>(16, 0.75f, true) {
          @Override
          protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
            return size() > capacity;
          }
        };
  }

  synchronized Optional<V> find(K key) {
    return Optional.ofNullable(entries.get(key));
  }

  synchronized void put(K key, V value) {
    entries.put(key, value);
  }

  /** The value of this key, made now when there is none. The maker must be quick. */
  synchronized V obtain(K key, Function<K, V> maker) {
    V value = entries.get(key);
    if (value == null) {
      value = maker.apply(key);
      entries.put(key, value);
    }
    return value;
  }

  synchronized int size() {
    return entries.size();
  }
}
