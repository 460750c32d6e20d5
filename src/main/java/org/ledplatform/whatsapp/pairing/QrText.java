package org.ledplatform.whatsapp.pairing;

import java.util.Base64;
import org.ledplatform.whatsapp.crypto.PublicKey;

/**
 * What a pairing QR says (protocol §5.1).
 *
 * @param ref names the connection that waits for the scan
 * @param noiseKey the companion's noise static key
 * @param identityKey the companion's identity key
 * @param advSecret 32 bytes, the HMAC key of the answer; known only through the QR
 */
public record QrText(String ref, PublicKey noiseKey, PublicKey identityKey, byte[] advSecret) {

  private static final String PREFIX = "https://wa.me/settings/linked_devices#";
  private static final String CHROME = "1";
  private static final int KEY_LENGTH = 32;
  private static final int MAX_LENGTH = 4096;

  /** The text as today's clients show it: with the URL in front and Chrome as client type. */
  public String format() {
    Base64.Encoder base64 = Base64.getEncoder();
    return PREFIX
        + String.join(
            ",",
            ref,
            base64.encodeToString(noiseKey.bytes()),
            base64.encodeToString(identityKey.bytes()),
            base64.encodeToString(advSecret),
            CHROME);
  }

  /**
   * Reads what a phone scanned: with or without an URL in front, with or without the client type.
   *
   * @throws NotAPairingQrException when it is something else
   */
  public static QrText parse(String scanned) {
    if (scanned.length() > MAX_LENGTH) {
      throw new NotAPairingQrException("it is too long");
    }
    String[] fields = scanned.substring(scanned.indexOf('#') + 1).strip().split(",", -1);
    if (fields.length != 4 && fields.length != 5) {
      throw new NotAPairingQrException("it needs four or five fields");
    }
    if (fields[0].isEmpty()) {
      throw new NotAPairingQrException("its reference is empty");
    }
    return new QrText(
        fields[0],
        new PublicKey(bytes(fields[1])),
        new PublicKey(bytes(fields[2])),
        bytes(fields[3]));
  }

  private static byte[] bytes(String base64) {
    byte[] bytes;
    try {
      bytes = Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      throw new NotAPairingQrException("a key is not base64", e);
    }
    if (bytes.length != KEY_LENGTH) {
      throw new NotAPairingQrException("a key does not have 32 bytes");
    }
    return bytes;
  }

  /** The secret must not reach a log. */
  @Override
  public String toString() {
    return "QrText[…]";
  }
}
