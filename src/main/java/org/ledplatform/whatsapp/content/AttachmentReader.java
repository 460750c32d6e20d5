package org.ledplatform.whatsapp.content;

import com.google.protobuf.ByteString;
import org.ledplatform.whatsapp.media.MediaKind;
import org.ledplatform.whatsapp.proto.AudioMessage;
import org.ledplatform.whatsapp.proto.DocumentMessage;
import org.ledplatform.whatsapp.proto.ImageMessage;
import org.ledplatform.whatsapp.proto.StickerMessage;
import org.ledplatform.whatsapp.proto.VideoMessage;

/**
 * Reads content whose file travels beside the message. Every method throws {@link
 * org.ledplatform.whatsapp.media.MalformedReferenceException} when the file is not described
 * properly.
 */
final class AttachmentReader {

  private AttachmentReader() {}

  static Image image(ImageMessage m) {
    return new Image(
        FileFields.read(MediaKind.IMAGE, m),
        Limits.line(m.getMimetype()),
        Limits.text(m.getCaption()),
        Limits.count(m.getWidth()),
        Limits.count(m.getHeight()),
        thumbnail(m.getJpegThumbnail()));
  }

  static Video video(VideoMessage m, boolean round) {
    return new Video(
        FileFields.read(MediaKind.VIDEO, m),
        Limits.line(m.getMimetype()),
        Limits.text(m.getCaption()),
        Limits.count(m.getWidth()),
        Limits.count(m.getHeight()),
        Limits.seconds(m.getSeconds()),
        m.getGifPlayback(),
        round,
        thumbnail(m.getJpegThumbnail()),
        Limits.bytes(m.getStreamingSidecar(), Limits.SIDECAR));
  }

  static Audio audio(AudioMessage m) {
    return new Audio(
        FileFields.read(MediaKind.AUDIO, m),
        Limits.line(m.getMimetype()),
        Limits.seconds(m.getSeconds()),
        m.getPtt(),
        Limits.bytes(m.getWaveform(), Limits.WAVEFORM),
        Limits.bytes(m.getStreamingSidecar(), Limits.SIDECAR));
  }

  static Document document(DocumentMessage m) {
    return new Document(
        FileFields.read(MediaKind.DOCUMENT, m),
        Limits.line(m.getMimetype()),
        Limits.line(m.getFileName()),
        Limits.line(m.getTitle()),
        Limits.text(m.getCaption()),
        Limits.count(m.getPageCount()),
        thumbnail(m.getJpegThumbnail()));
  }

  static Sticker sticker(StickerMessage m, boolean lottie) {
    return new Sticker(
        FileFields.read(MediaKind.STICKER, m),
        Limits.line(m.getMimetype()),
        Limits.count(m.getWidth()),
        Limits.count(m.getHeight()),
        m.getIsAnimated(),
        lottie);
  }

  private static ByteString thumbnail(ByteString jpeg) {
    return Limits.bytes(jpeg, Limits.THUMBNAIL);
  }
}
