package org.ledplatform.whatsapp.appstate;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The index of a change: a JSON array of texts. */
final class IndexText {

  private static final int MAX_LENGTH = 8192;

  private final String text;
  private int at;

  private IndexText(String text) {
    this.text = text;
  }

  /**
   * Reads an index.
   *
   * @throws MalformedStateException when it is no array of texts
   */
  static List<String> read(byte[] json) {
    if (json.length > MAX_LENGTH) {
      throw new MalformedStateException("An index of the app state is too long");
    }
    return new IndexText(new String(json, StandardCharsets.UTF_8)).array();
  }

  /** Writes an index. */
  static byte[] write(List<String> index) {
    StringBuilder json = new StringBuilder("[");
    for (String part : index) {
      json.append(json.length() == 1 ? "\"" : ",\"");
      part.chars().forEach(c -> escape((char) c, json));
      json.append('"');
    }
    return json.append(']').toString().getBytes(StandardCharsets.UTF_8);
  }

  private static void escape(char c, StringBuilder json) {
    if (c < ' ') {
      json.append(String.format("\\u%04x", (int) c));
    } else if (c == '"' || c == '\\') {
      json.append('\\').append(c);
    } else {
      json.append(c);
    }
  }

  private List<String> array() {
    List<String> parts = new ArrayList<>();
    expect('[');
    if (peek() != ']') {
      parts.add(string());
      while (peek() == ',') {
        expect(',');
        parts.add(string());
      }
    }
    expect(']');
    return parts;
  }

  private String string() {
    expect('"');
    StringBuilder value = new StringBuilder();
    while (next() != '"') {
      char c = text.charAt(at++);
      value.append(c == '\\' ? escaped() : c);
    }
    at++;
    return value.toString();
  }

  private char escaped() {
    char c = next();
    at++;
    return switch (c) {
      case 'n' -> '\n';
      case 't' -> '\t';
      case 'r' -> '\r';
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'u' -> unicode();
      default -> c;
    };
  }

  private char unicode() {
    try {
      char c = (char) Integer.parseInt(text, at, at + 4, 16);
      at += 4;
      return c;
    } catch (IndexOutOfBoundsException | NumberFormatException e) {
      throw new MalformedStateException("An index of the app state is no JSON", e);
    }
  }

  private char peek() {
    while (Character.isWhitespace(next())) {
      at++;
    }
    return next();
  }

  private void expect(char c) {
    if (peek() != c) {
      throw new MalformedStateException("An index of the app state is no array of texts");
    }
    at++;
  }

  private char next() {
    if (at >= text.length()) {
      throw new MalformedStateException("An index of the app state ends too soon");
    }
    return text.charAt(at);
  }
}
