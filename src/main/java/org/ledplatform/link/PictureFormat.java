package org.ledplatform.link;

import java.util.Optional;

/** Tells what a picture is from its bytes, and whether it may be decoded at all. */
final class PictureFormat {

  private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
  private static final byte[] JPEG = {(byte) 0xFF, (byte) 0xD8, (byte) 0xFF};

  /**
   * Progressive pictures come in some ten scans. Each costs a walk over all pixels, however few
   * bytes it has, and nothing ends the decoder in the middle of it.
   */
  private static final int MOST_SCANS = 32;

  private static final int START_OF_IMAGE = 0xD8;
  private static final int END_OF_IMAGE = 0xD9;
  private static final int START_OF_SCAN = 0xDA;

  private PictureFormat() {}

  /** The JDK's name of the format: {@code jpeg} or {@code png}; empty for everything else. */
  static Optional<String> of(byte[] file) {
    if (begins(file, PNG)) {
      return Optional.of("png");
    }
    return begins(file, JPEG) && scans(file) <= MOST_SCANS ? Optional.of("jpeg") : Optional.empty();
  }

  private static boolean begins(byte[] file, byte[] with) {
    for (int i = 0; i < with.length; i++) {
      if (i >= file.length || file[i] != with[i]) {
        return false;
      }
    }
    return true;
  }

  private static int scans(byte[] jpeg) {
    int scans = 0;
    int at = 2;
    while (at + 3 < jpeg.length) {
      int marker = jpeg[at + 1] & 0xFF;
      if (jpeg[at] != (byte) 0xFF || marker == 0xFF) {
        at++;
      } else if (isAlone(marker)) {
        at += 2;
      } else if (marker == END_OF_IMAGE) {
        return scans;
      } else {
        scans += marker == START_OF_SCAN ? 1 : 0;
        at += 2 + (((jpeg[at + 2] & 0xFF) << 8) | (jpeg[at + 3] & 0xFF));
      }
    }
    return scans;
  }

  /** Markers without a length: a byte of the picture that looks like one, and restarts. */
  private static boolean isAlone(int marker) {
    return marker <= 1 || (marker >= 0xD0 && marker <= START_OF_IMAGE);
  }
}
