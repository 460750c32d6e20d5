package org.ledplatform.whatsapp.content;

import com.google.protobuf.ByteString;
import java.time.Duration;
import org.ledplatform.whatsapp.media.MediaReference;

/**
 * A film.
 *
 * @param mimetype such as {@code video/mp4}
 * @param caption empty text when there is none
 * @param width pixels; 0 when unknown
 * @param height pixels; 0 when unknown
 * @param length whole seconds; zero when unknown
 * @param gif shown silently, again and again
 * @param round shown in a circle, as recorded in the chat
 * @param thumbnail a small JPEG; empty when there is none
 * @param sidecar lets the receiver check the film while it arrives (protocol §10.4); may be empty
 */
public record Video(
    MediaReference media,
    String mimetype,
    String caption,
    int width,
    int height,
    Duration length,
    boolean gif,
    boolean round,
    ByteString thumbnail,
    ByteString sidecar)
    implements Attachment {

  @Override
  public String text() {
    return caption;
  }

  /** Content is private, so logs see none of it. */
  @Override
  public String toString() {
    return "Video[…]";
  }
}
