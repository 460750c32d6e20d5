package org.ledplatform.whatsapp.content;

import org.ledplatform.whatsapp.media.MediaReference;

/**
 * A sticker.
 *
 * @param mimetype {@code image/webp}, or {@code application/was} for a Lottie animation
 * @param width pixels; 0 when unknown
 * @param height pixels; 0 when unknown
 * @param animated it moves
 * @param lottie its file is a Lottie animation, which only official apps play
 */
public record Sticker(
    MediaReference media, String mimetype, int width, int height, boolean animated, boolean lottie)
    implements Attachment {

  /** Content is private, so logs see none of it. */
  @Override
  public String toString() {
    return "Sticker[…]";
  }
}
