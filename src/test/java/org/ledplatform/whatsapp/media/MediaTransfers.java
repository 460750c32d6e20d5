package org.ledplatform.whatsapp.media;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.ledplatform.whatsapp.MutableClock;

/** A file, and two hosts that a test makes behave. */
abstract class MediaTransfers {

  static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");
  static final MediaHosts HOSTS =
      new MediaHosts("auth+/=", List.of("one.example", "two.example:8443"), NOW);

  final MemoryMediaHosts network = new MemoryMediaHosts();
  final MediaAccess access = MediaAccess.namedHostsOnly(network);
  final MutableClock clock = new MutableClock();
  final StallWatch watch = new StallWatch(clock);
  final byte[] file = new byte[200_000];

  MediaTransfers() {
    new Random(3).nextBytes(file);
  }

  MediaReference upload() {
    return new MediaUpload(MediaKind.DOCUMENT, new byte[32], MediaSource.of(file))
        .send(access, HOSTS, NOW);
  }

  byte[] download(MediaReference reference) {
    ByteArrayOutputStream plain = new ByteArrayOutputStream();
    new MediaDownload(access, watch).fetch(reference, HOSTS, () -> plain);
    return plain.toByteArray();
  }

  void assertNothingHandedOn(MediaReference reference, Class<? extends MediaException> failure) {
    assertThatThrownBy(
            () ->
                new MediaDownload(access, watch)
                    .fetch(
                        reference,
                        HOSTS,
                        () -> {
                          throw new AssertionError("plaintext was handed on");
                        }))
        .isInstanceOf(failure);
  }
}
