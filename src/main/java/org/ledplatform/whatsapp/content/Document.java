package org.ledplatform.whatsapp.content;

import com.google.protobuf.ByteString;
import org.ledplatform.whatsapp.media.MediaReference;

/**
 * A file.
 *
 * @param mimetype such as {@code application/pdf}
 * @param fileName what the receiver saves it as; empty text when unknown
 * @param title shown instead of the file name; empty text when there is none
 * @param caption empty text when there is none
 * @param pages 0 when unknown
 * @param thumbnail a small JPEG; empty when there is none
 */
public record Document(
    MediaReference media,
    String mimetype,
    String fileName,
    String title,
    String caption,
    int pages,
    ByteString thumbnail)
    implements Attachment {

  @Override
  public String text() {
    return caption;
  }

  /** Content is private, so logs see none of it. */
  @Override
  public String toString() {
    return "Document[…]";
  }
}
