package org.ledplatform.sandbox.media;

import java.nio.file.Path;
import java.util.Optional;

/**
 * How the media hosts are set up.
 *
 * @param host the name by which clients reach the listener; with a loopback name only this machine
 *     does
 * @param port 0 for any free one
 * @param directory where blobs are kept; a temporary one, deleted at the end, when empty
 */
public record MediaSettings(String host, int port, Optional<Path> directory, BlobLimits limits) {

  /** For this machine only, on any free port, kept until the end. */
  public static final MediaSettings LOCAL =
      new MediaSettings("127.0.0.1", 0, Optional.empty(), BlobLimits.DEFAULT);
}
