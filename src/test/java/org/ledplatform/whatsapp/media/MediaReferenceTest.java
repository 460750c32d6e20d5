package org.ledplatform.whatsapp.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class MediaReferenceTest {

  private static MediaReference reference(String url, String path, int key, int hash, long length) {
    return new MediaReference(
        MediaKind.DOCUMENT,
        url,
        path,
        new byte[key],
        new byte[hash],
        new byte[hash],
        length,
        Instant.EPOCH);
  }

  @Test
  void equalsAnotherWithTheSameContent() {
    assertThat(reference("", "/v/1", 32, 32, 7)).isEqualTo(reference("", "/v/1", 32, 32, 7));
    assertThat(reference("", "/v/1", 32, 32, 7))
        .hasSameHashCodeAs(reference("", "/v/1", 32, 32, 7));
    assertThat(reference("", "/v/1", 32, 32, 7)).isNotEqualTo(reference("", "/v/1", 32, 32, 8));
  }

  @Test
  void refusesShapesThatCannotBeTrue() {
    assertRefused("", "/v/1", 31, 32, 0);
    assertRefused("", "/v/1", 32, 20, 0);
    assertRefused("", "/v/1", 32, 32, -1);
    assertRefused("", "", 32, 32, 0);
    assertRefused("", "@elsewhere.example/v/1", 32, 32, 0);
    assertRefused("", "/" + "v".repeat(5000), 32, 32, 0);
  }

  private static void assertRefused(String url, String path, int key, int hash, long length) {
    assertThatThrownBy(() -> reference(url, path, key, hash, length))
        .isInstanceOf(MalformedReferenceException.class)
        .hasMessageStartingWith("The message does not describe its file properly");
  }

  @Test
  void forgetsTheOldAddressWhenTheFileMoved() {
    MediaReference moved = reference("https://one.example/v/1", "/v/1", 32, 32, 7).movedTo("/v/2");
    assertThat(moved.url()).isEmpty();
    assertThat(moved.directPath()).isEqualTo("/v/2");
  }

  @Test
  void showsNeitherKeyNorPlaceInLogs() {
    assertThat(reference("", "/v/secret", 32, 32, 7))
        .hasToString("MediaReference[DOCUMENT, 7 bytes]");
  }
}
