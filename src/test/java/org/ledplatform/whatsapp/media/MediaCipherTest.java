package org.ledplatform.whatsapp.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.ledplatform.whatsapp.Vectors;
import org.ledplatform.whatsapp.crypto.AesCbc;
import org.ledplatform.whatsapp.crypto.Hmac;
import org.ledplatform.whatsapp.media.MediaCorruptedException.Reason;

class MediaCipherTest {

  private static final byte[] KEY = key(9);
  private final Random random = new Random(7);

  private static byte[] key(int value) {
    byte[] key = new byte[32];
    Arrays.fill(key, (byte) value);
    return key;
  }

  /** A blob and what a message says about it. */
  private record Sealed(byte[] blob, EncryptedMedia facts, MediaReference reference) {}

  private static Sealed seal(MediaKind kind, byte[] file) {
    ByteArrayOutputStream blob = new ByteArrayOutputStream();
    try {
      EncryptedMedia facts = MediaCipher.encrypt(kind, KEY, new ByteArrayInputStream(file), blob);
      return new Sealed(blob.toByteArray(), facts, reference(kind, facts, facts.length()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static MediaReference reference(MediaKind kind, EncryptedMedia facts, long length) {
    return new MediaReference(
        kind, "", "/v/1", KEY, facts.fileSha256(), facts.encryptedSha256(), length, Instant.EPOCH);
  }

  private static byte[] open(MediaReference reference, byte[] blob) {
    ByteArrayOutputStream plain = new ByteArrayOutputStream();
    try {
      MediaCipher.decrypt(reference, MediaSource.of(blob), () -> plain);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return plain.toByteArray();
  }

  /** Nothing may be handed on when something is wrong, not even an empty file. */
  private static void assertCorrupted(MediaReference reference, byte[] blob, Reason... reasons) {
    assertThatThrownBy(
            () ->
                MediaCipher.decrypt(
                    reference,
                    MediaSource.of(blob),
                    () -> {
                      throw new AssertionError("plaintext was handed on");
                    }))
        .isInstanceOfSatisfying(
            MediaCorruptedException.class, e -> assertThat(reasons).contains(e.reason()))
        .hasMessageStartingWith("The file arrived damaged: ");
  }

  private byte[] file(int length) {
    byte[] file = new byte[length];
    random.nextBytes(file);
    return file;
  }

  @Test
  void writesTheBytesThatOtherClientsWrite() {
    Vectors vectors = Vectors.group("media");
    Sealed sealed =
        seal(MediaKind.IMAGE, vectors.text("plaintext").getBytes(StandardCharsets.UTF_8));
    assertThat(sealed.blob()).isEqualTo(vectors.bytes("file"));
    assertThat(sealed.facts().fileSha256()).isEqualTo(vectors.bytes("fileSha256"));
    assertThat(sealed.facts().encryptedSha256()).isEqualTo(vectors.bytes("fileEncSha256"));
    assertThat(sealed.facts().token()).isEqualTo(vectors.text("uploadToken"));
    MediaKeys keys = MediaKeys.of(MediaKind.IMAGE, vectors.bytes("mediaKey"));
    byte[] expanded = vectors.bytes("expanded");
    assertThat(keys.iv()).isEqualTo(Arrays.copyOf(expanded, 16));
    assertThat(keys.cipherKey()).isEqualTo(Arrays.copyOfRange(expanded, 16, 48));
    assertThat(keys.macKey()).isEqualTo(Arrays.copyOfRange(expanded, 48, 80));
  }

  static IntStream lengthsAroundBorders() {
    return IntStream.of(0, 1, 16, 256, 16 * 1024, 32 * 1024, 64 * 1024, 128 * 1024, 200_000)
        .flatMap(border -> IntStream.rangeClosed(-17, 17).map(by -> border + by))
        .filter(length -> length >= 0)
        .distinct();
  }

  @ParameterizedTest
  @MethodSource("lengthsAroundBorders")
  void readsWhatItWroteForEveryLengthAroundABorder(int length) {
    byte[] file = file(length);
    Sealed sealed = seal(MediaKind.VIDEO, file);
    assertThat(sealed.facts().length()).isEqualTo(length);
    assertThat(sealed.facts().blobLength())
        .isEqualTo(sealed.blob().length)
        .isEqualTo(MediaKeys.blobLength(length));
    assertThat(open(sealed.reference(), sealed.blob())).isEqualTo(file);
    assertThat(sealed.facts().sidecar()).isEqualTo(sidecarAsDescribed(sealed.blob()));
  }

  /** The description, word for word and with everything in memory. */
  private static byte[] sidecarAsDescribed(byte[] blob) {
    MediaKeys keys = MediaKeys.of(MediaKind.VIDEO, KEY);
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.writeBytes(keys.iv());
    all.writeBytes(blob);
    byte[] bytes = all.toByteArray();
    ByteArrayOutputStream sidecar = new ByteArrayOutputStream();
    for (int at = 0; at < bytes.length; at += 65536) {
      byte[] chunk = Arrays.copyOfRange(bytes, at, Math.min(bytes.length, at + 65536 + 16));
      sidecar.write(Hmac.sha256(keys.macKey(), chunk), 0, 10);
    }
    return sidecar.toByteArray();
  }

  @ParameterizedTest
  @EnumSource(MediaKind.class)
  void readsWhatItWroteOfEveryKindAndOnlySoundAndFilmsHaveASidecar(MediaKind kind) {
    byte[] file = file(1000);
    Sealed sealed = seal(kind, file);
    assertThat(open(sealed.reference(), sealed.blob())).isEqualTo(file);
    assertThat(sealed.facts().sidecar()).hasSize(kind.streams() ? 10 : 0);
  }

  @Test
  void readsAFileOfUnknownLength() {
    Sealed sealed = seal(MediaKind.LINK_THUMBNAIL, file(500));
    MediaReference unknown = reference(MediaKind.LINK_THUMBNAIL, sealed.facts(), 0);
    assertThat(open(unknown, sealed.blob())).hasSize(500);
  }

  @Test
  void handsOnNothingWhenAnyBitOfTheBlobIsAnother() {
    Sealed sealed = seal(MediaKind.IMAGE, file(100));
    for (int bit = 0; bit < sealed.blob().length * 8; bit++) {
      byte[] changed = sealed.blob().clone();
      changed[bit / 8] ^= (byte) (1 << bit % 8);
      assertCorrupted(sealed.reference(), changed, Reason.MAC);
    }
  }

  @Test
  void handsOnNothingOfAShortenedOrLengthenedBlob() {
    Sealed sealed = seal(MediaKind.IMAGE, file(100));
    for (int length = 0; length < sealed.blob().length; length++) {
      assertCorrupted(
          sealed.reference(), Arrays.copyOf(sealed.blob(), length), Reason.LENGTH, Reason.MAC);
    }
    assertCorrupted(
        sealed.reference(), Arrays.copyOf(sealed.blob(), sealed.blob().length + 1), Reason.LENGTH);
  }

  @Test
  void handsOnNothingWhenAHashOrTheLengthIsAnother() {
    Sealed sealed = seal(MediaKind.IMAGE, file(100));
    EncryptedMedia facts = sealed.facts();
    EncryptedMedia otherBlob =
        new EncryptedMedia(facts.fileSha256(), key(1), 100, 122, new byte[0]);
    EncryptedMedia otherFile =
        new EncryptedMedia(key(1), facts.encryptedSha256(), 100, 122, new byte[0]);
    assertCorrupted(
        reference(MediaKind.IMAGE, otherBlob, 100), sealed.blob(), Reason.ENCRYPTED_HASH);
    assertCorrupted(reference(MediaKind.IMAGE, otherFile, 100), sealed.blob(), Reason.FILE_HASH);
    assertCorrupted(reference(MediaKind.IMAGE, facts, 101), sealed.blob(), Reason.LENGTH);
    assertCorrupted(reference(MediaKind.IMAGE, facts, 90), sealed.blob(), Reason.LENGTH);
  }

  @Test
  void handsOnNothingUnderTheKeysOfAnotherKind() {
    Sealed sealed = seal(MediaKind.IMAGE, file(100));
    assertCorrupted(reference(MediaKind.AUDIO, sealed.facts(), 100), sealed.blob(), Reason.MAC);
  }

  /** Who knows the key can seal a last block that ends in no padding at all. */
  @Test
  void handsOnNothingWhenTheSenderPaddedWrongly() {
    MediaKeys keys = MediaKeys.of(MediaKind.IMAGE, KEY);
    byte[] padded = AesCbc.encrypt(keys.cipherKey(), keys.iv(), new byte[32]);
    byte[] ciphertext = Arrays.copyOf(padded, 32);
    byte[] mac = Arrays.copyOf(Hmac.sha256(keys.macKey(), keys.iv(), ciphertext), 10);
    byte[] blob = Arrays.copyOf(ciphertext, 42);
    System.arraycopy(mac, 0, blob, 32, 10);
    byte[] hash = Primitives.sha256().digest(blob);
    EncryptedMedia facts = new EncryptedMedia(key(1), hash, 0, 42, new byte[0]);
    assertCorrupted(reference(MediaKind.IMAGE, facts, 0), blob, Reason.PADDING);
  }

  @Test
  void refusesWhatIsLargerThanItsKindMayBe() {
    byte[] large = new byte[(int) MediaKind.STICKER.maxLength() + 1];
    assertThatThrownBy(() -> seal(MediaKind.STICKER, large))
        .isInstanceOf(MediaTooLargeException.class)
        .hasMessage("The file is too large; here at most 4 MiB are taken");
    Sealed sealed = seal(MediaKind.DOCUMENT, large);
    assertThatThrownBy(
            () -> open(reference(MediaKind.STICKER, sealed.facts(), large.length), sealed.blob()))
        .isInstanceOf(MediaTooLargeException.class);
    byte[] larger = Arrays.copyOf(sealed.blob(), sealed.blob().length + 100);
    assertThatThrownBy(() -> open(reference(MediaKind.STICKER, sealed.facts(), 0), larger))
        .isInstanceOf(MediaTooLargeException.class);
  }
}
