package org.ledplatform.whatsapp.node;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The words that travel as one or two bytes. There are two dictionaries that do not understand each
 * other; the intro header of a connection chooses (protocol §4.3). A dictionary is a resource with
 * one word a line: 235 words of one byte, then four times 256 words of two bytes.
 */
public enum TokenDictionary {
  /** Of Baileys 6. */
  V2(2),
  /** Of the network today. */
  V3(3);

  /** One-byte words begin at 1; 0 is the empty list. */
  static final int FIRST_SINGLE = 1;

  private static final int SINGLE = 235;
  private static final int PAGE = 256;
  private static final int PAGES = 4;

  private final int version;
  private final List<String> words;
  private final Map<String, Integer> places;

  TokenDictionary(int version) {
    this.version = version;
    this.words = load(version);
    this.places = new HashMap<>(2 * words.size());
    for (int i = 0; i < words.size(); i++) {
      places.put(words.get(i), i);
    }
  }

  /** The number in the intro header. */
  public int version() {
    return version;
  }

  /** The dictionary that an intro header asks for; empty when it asks for one that we lack. */
  public static Optional<TokenDictionary> ofVersion(int version) {
    return switch (version) {
      case 2 -> Optional.of(V2);
      case 3 -> Optional.of(V3);
      default -> Optional.empty();
    };
  }

  /** The word of a byte between 1 and 235. */
  String single(int code) {
    return words.get(code - FIRST_SINGLE);
  }

  /** The word of two bytes. */
  String paged(int page, int index) {
    return words.get(SINGLE + page * PAGE + index);
  }

  /** Where a word stands; feed it to {@link #isPaged}, {@link #page} and {@link #code}. */
  OptionalInt place(String word) {
    Integer place = places.get(word);
    return place == null ? OptionalInt.empty() : OptionalInt.of(place);
  }

  static boolean isPaged(int place) {
    return place >= SINGLE;
  }

  static int page(int place) {
    return (place - SINGLE) / PAGE;
  }

  /** The byte of a one-byte word, or the second byte of a two-byte word. */
  static int code(int place) {
    return isPaged(place) ? (place - SINGLE) % PAGE : place + FIRST_SINGLE;
  }

  private static List<String> load(int version) {
    String name = "tokens-dict" + version + ".txt";
    try (InputStream in = TokenDictionary.class.getResourceAsStream(name)) {
      byte[] bytes = Objects.requireNonNull(in, name).readAllBytes();
      List<String> words = new String(bytes, StandardCharsets.UTF_8).lines().toList();
      if (words.size() != SINGLE + PAGES * PAGE) {
        throw new IllegalStateException(name + " has a wrong number of words");
      }
      return words;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
