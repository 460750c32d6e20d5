package org.ledplatform.whatsapp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HexFormat;
import java.util.Objects;
import org.ledplatform.whatsapp.crypto.KeyPair;
import org.ledplatform.whatsapp.crypto.PrivateKey;
import org.ledplatform.whatsapp.crypto.PublicKey;

/** What clients that others wrote were seen to do: {@code vectors.json}. */
public final class Vectors {

  private static final JsonNode ALL = read();

  private final JsonNode node;

  private Vectors(JsonNode node) {
    this.node = node;
  }

  /** One group, by its name in the file. */
  public static Vectors group(String name) {
    return new Vectors(Objects.requireNonNull(ALL.get(name), name));
  }

  /** The raw JSON. */
  public JsonNode json() {
    return node;
  }

  /** A value written in hexadecimal. */
  public byte[] bytes(String field) {
    return hex(text(field));
  }

  /** A value as it is written. */
  public String text(String field) {
    return Objects.requireNonNull(node.get(field), field).asText();
  }

  /** The key pair of a private key. */
  public KeyPair pair(String privateField) {
    return KeyPair.of(new PrivateKey(bytes(privateField)));
  }

  /** A public key. */
  public PublicKey key(String publicField) {
    return new PublicKey(bytes(publicField));
  }

  /** The group inside the group. */
  public Vectors inner(String name) {
    return new Vectors(Objects.requireNonNull(node.get(name), name));
  }

  /** Bytes written in hexadecimal. */
  public static byte[] hex(String text) {
    return HexFormat.of().parseHex(text);
  }

  private static JsonNode read() {
    try (InputStream in = Vectors.class.getResourceAsStream("vectors.json")) {
      return new ObjectMapper().readTree(Objects.requireNonNull(in));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
