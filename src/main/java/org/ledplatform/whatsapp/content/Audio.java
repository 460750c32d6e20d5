package org.ledplatform.whatsapp.content;

import com.google.protobuf.ByteString;
import java.time.Duration;
import org.ledplatform.whatsapp.media.MediaReference;

/**
 * Sound.
 *
 * @param mimetype such as {@code audio/ogg; codecs=opus}
 * @param length whole seconds; zero when unknown
 * @param voice a voice note, spoken in the chat
 * @param waveform 64 levels from 0 to 100 of a voice note; empty when there are none
 * @param sidecar lets the receiver check the sound while it arrives (protocol §10.4); may be empty
 */
public record Audio(
    MediaReference media,
    String mimetype,
    Duration length,
    boolean voice,
    ByteString waveform,
    ByteString sidecar)
    implements Attachment {

  /** Content is private, so logs see none of it. */
  @Override
  public String toString() {
    return "Audio[…]";
  }
}
