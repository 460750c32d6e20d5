package org.ledplatform.sandbox.control;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * A file that somebody opens on a phone.
 *
 * @param mimeType what the sender called it when that is a MIME type, else {@code
 *     application/octet-stream}
 * @param fileName what the sender called it
 * @param bytes not copied; nobody changes them
 */
public record OpenedFile(String mimeType, Optional<String> fileName, byte[] bytes) {

  /** The header by which a browser saves it rather than shows it (RFC 6266). */
  public String disposition() {
    return fileName
        .map(
            name ->
                "attachment; filename*=UTF-8''"
                    + URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20"))
        .orElse("attachment");
  }

  /** Files are private, so logs see none of it. */
  @Override
  public String toString() {
    return "OpenedFile[" + bytes.length + " bytes]";
  }
}
