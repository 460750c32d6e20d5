package org.ledplatform.whatsapp.media;

import java.util.Optional;

/**
 * Makes the small picture that travels inside of a message, shown until the file itself is fetched
 * (protocol §10.4). A port: decoding pictures is nobody's trade here. Safe for use by many threads;
 * methods block.
 */
@FunctionalInterface
public interface Thumbnailer {

  /** Makes none. */
  Thumbnailer NONE = _ -> Optional.empty();

  /**
   * Makes a small picture of a large one, in bounded memory and time whatever the file says of
   * itself.
   *
   * @return empty when the file is no picture that it can read, or too large to be worth it
   */
  Optional<Thumbnail> of(MediaSource picture);

  /**
   * A small picture.
   *
   * @param jpeg at most some ten kilobytes
   * @param width of the large one in pixels
   * @param height of the large one in pixels
   */
  record Thumbnail(byte[] jpeg, int width, int height) {}
}
