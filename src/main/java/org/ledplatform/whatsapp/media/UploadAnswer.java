package org.ledplatform.whatsapp.media;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a host says after an upload: JSON with the file's places (protocol §10.3). Two texts are
 * wanted of it, so this is no JSON reader: it finds members with a text value, wherever they are.
 *
 * @param url empty text when absent
 * @param directPath empty text when absent
 */
record UploadAnswer(String url, String directPath) {

  private static final int MOST_BYTES = 64 * 1024;
  private static final int RADIX = 16;

  /**
   * @throws IOException when it cannot be read or names no place
   */
  static UploadAnswer read(InputStream body) throws IOException {
    String json = new String(body.readNBytes(MOST_BYTES), StandardCharsets.UTF_8);
    UploadAnswer answer =
        new UploadAnswer(
            member(json, "url").orElse(""),
            member(json, "direct_path").or(() -> member(json, "directPath")).orElse(""));
    if (answer.url().isEmpty() && answer.directPath().isEmpty()) {
      throw new IOException("The media host did not say where it put the file");
    }
    return answer;
  }

  private static Optional<String> member(String json, String name) {
    Matcher matcher =
        Pattern.compile("\"" + name + "\"\\s*:\\s*\"((?:[^\"\\\\]|\\\\.){0,4096})\"").matcher(json);
    return matcher.find() ? Optional.of(unescaped(matcher.group(1))) : Optional.empty();
  }

  private static String unescaped(String text) {
    return Pattern.compile("\\\\(u[0-9a-fA-F]{4}|.)")
        .matcher(text)
        .replaceAll(found -> Matcher.quoteReplacement(meaning(found.group(1))));
  }

  private static String meaning(String escape) {
    return escape.length() > 1
        ? String.valueOf((char) Integer.parseInt(escape.substring(1), RADIX))
        : escape;
  }
}
