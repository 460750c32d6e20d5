package org.ledplatform.whatsapp.content;

import com.google.protobuf.ByteString;
import org.ledplatform.whatsapp.media.MediaReference;

/**
 * A picture.
 *
 * @param mimetype such as {@code image/jpeg}
 * @param caption empty text when there is none
 * @param width pixels; 0 when unknown
 * @param height pixels; 0 when unknown
 * @param thumbnail a small JPEG; empty when there is none
 */
public record Image(
    MediaReference media,
    String mimetype,
    String caption,
    int width,
    int height,
    ByteString thumbnail)
    implements Attachment {

  @Override
  public String text() {
    return caption;
  }

  /** Content is private, so logs see none of it. */
  @Override
  public String toString() {
    return "Image[…]";
  }
}
