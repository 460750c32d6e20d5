package org.ledplatform.whatsapp.media;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Arrays;
import org.ledplatform.whatsapp.crypto.Hmac;

/** Files as a media host, or whoever sent the message about them, may serve them. */
class MediaFuzzTest {

  private static final byte[] KEY = new byte[32];

  /** The first byte picks the kind. Nothing is written, for the hashes are of another file. */
  @FuzzTest
  void noFileOfAHostIsBelieved(byte[] input) throws IOException {
    if (input.length == 0) {
      return;
    }
    byte[] blob = Arrays.copyOfRange(input, 1, input.length);
    assertThat(refused(reference(kind(input[0]), new byte[32], new byte[32], 9), blob)).isTrue();
  }

  /** The sender knows the key, so hash and MAC of the blob are right whatever is in it. */
  @FuzzTest
  void aSenderCanServeNothingThatHurts(byte[] input) throws Exception {
    if (input.length == 0) {
      return;
    }
    MediaKind kind = kind(input[0]);
    byte[] ciphertext = Arrays.copyOfRange(input, 1, input.length);
    MediaKeys keys = MediaKeys.of(kind, KEY);
    byte[] mac = Arrays.copyOf(Hmac.sha256(keys.macKey(), keys.iv(), ciphertext), 10);
    byte[] blob = Arrays.copyOf(ciphertext, ciphertext.length + mac.length);
    System.arraycopy(mac, 0, blob, ciphertext.length, mac.length);
    refused(reference(kind, new byte[32], sha256(blob), ciphertext.length), blob);
  }

  private static MediaKind kind(byte choice) {
    return MediaKind.values()[(choice & 0xFF) % MediaKind.values().length];
  }

  private static MediaReference reference(
      MediaKind kind, byte[] fileSha256, byte[] blobSha256, long length) {
    return new MediaReference(kind, "", "/v/1", KEY, fileSha256, blobSha256, length, Instant.EPOCH);
  }

  private static boolean refused(MediaReference reference, byte[] blob) throws IOException {
    ByteArrayOutputStream plain = new ByteArrayOutputStream();
    try {
      MediaCipher.decrypt(reference, MediaSource.of(blob), () -> plain);
      return false;
    } catch (MediaException _) {
      assertThat(plain.size()).isLessThanOrEqualTo(blob.length);
      return true;
    }
  }

  private static byte[] sha256(byte[] bytes) throws NoSuchAlgorithmException {
    return MessageDigest.getInstance("SHA-256").digest(bytes);
  }
}
