package org.ledplatform.sandbox.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ledplatform.whatsapp.MutableClock;

class MediaBlobsTest {

  @TempDir private Path directory;
  private final MutableClock clock = new MutableClock();
  private MediaBlobs blobs;

  @BeforeEach
  void open() {
    blobs = new MediaBlobs(directory, new BlobLimits(30_000, 20_000), clock, new SecureRandom());
  }

  @Test
  void whatIsUnderWayCountsInTheQuota() throws Exception {
    Blob oldest = take(new byte[15_000]);
    refused(400, new During(12_000, () -> {}));
    assertThat(blobs.find(oldest.id())).isPresent();
    refused(400, new During(12_000, () -> refused(413, new During(19_000, () -> {}))));
    assertThat(blobs.find(oldest.id())).isEmpty();
    Blob one = take(new byte[15_000]);
    Blob other = take(new byte[15_000]);
    assertThat(blobs.find(one.id())).isPresent();
    assertThat(blobs.find(other.id())).isPresent();
  }

  @Test
  void aTenantHasEightUploadsAtATime() {
    nested(Shelf.MAX_UPLOADS, () -> refused(429, new During(11, () -> {})));
  }

  @Test
  void anUploadThatTakesTooLongIsGivenUpAndItsPlaceToo() {
    nested(
        Shelf.MAX_UPLOADS,
        408,
        () -> {
          clock.advance(Shelf.PATIENCE.plus(Duration.ofSeconds(1)));
          refused(400, new During(11, () -> {}));
        });
  }

  @Test
  void whatIsTooShortForACiphertextIsRefused() throws Exception {
    assertThatThrownBy(() -> take(new byte[10])).isInstanceOf(MediaRefused.class);
    assertThat(take(new byte[11]).length()).isEqualTo(11);
  }

  @Test
  void onlyWhoseBlobItIsBringsItBack() throws Exception {
    Blob blob = take(new byte[100]);
    assertThat(blobs.renew("eve", blob.id())).isEmpty();
    assertThat(blobs.find(blob.id())).isPresent();
    assertThat(blobs.renew("ada", blob.id())).isPresent();
    assertThat(blobs.find(blob.id())).isEmpty();
  }

  private Blob take(byte[] file) throws Exception {
    byte[] hash = MessageDigest.getInstance("SHA-256").digest(file);
    return blobs.take(
        "ada", Base64.getUrlEncoder().encodeToString(hash), new ByteArrayInputStream(file));
  }

  private void nested(int depth, Runnable inside) {
    nested(depth, 400, inside);
  }

  private void nested(int depth, int status, Runnable inside) {
    Runnable next = depth == 1 ? inside : () -> nested(depth - 1, status, inside);
    refused(status, new During(11, next));
  }

  private void refused(int status, InputStream body) {
    assertThatThrownBy(() -> blobs.take("ada", "another", body))
        .isInstanceOfSatisfying(
            MediaRefused.class, refusal -> assertThat(refusal.status()).isEqualTo(status));
  }

  /** A body in whose middle something else happens. */
  private static final class During extends InputStream {

    private final int length;
    private final Runnable inBetween;
    private int given;

    During(int length, Runnable inBetween) {
      this.length = length;
      this.inBetween = inBetween;
    }

    @Override
    public int read() throws IOException {
      if (given == length - 1) {
        inBetween.run();
      }
      return given++ < length ? 0 : -1;
    }

    @Override
    public int read(byte[] chunk, int offset, int most) throws IOException {
      if (given >= length) {
        return -1;
      }
      int n = Math.min(most, Math.max(1, length - 1 - given));
      if (given == length - 1) {
        inBetween.run();
      }
      given += n;
      return n;
    }
  }
}
