package org.ledplatform.sandbox.control;

import com.google.protobuf.ByteString;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.regex.Pattern;
import org.ledplatform.sandbox.media.PhoneMedia;
import org.ledplatform.whatsapp.content.Audio;
import org.ledplatform.whatsapp.content.Content;
import org.ledplatform.whatsapp.content.Document;
import org.ledplatform.whatsapp.content.Image;
import org.ledplatform.whatsapp.content.Sticker;
import org.ledplatform.whatsapp.content.Video;
import org.ledplatform.whatsapp.media.MediaKind;

/** As what a phone sends a file: its MIME type decides, as in the apps. */
enum FileKind {
  IMAGE(MediaKind.IMAGE, true),
  VIDEO(MediaKind.VIDEO, true),
  GIF(MediaKind.VIDEO, true),
  VOICE(MediaKind.AUDIO, false),
  AUDIO(MediaKind.AUDIO, false),
  STICKER(MediaKind.STICKER, false),
  LOTTIE(MediaKind.STICKER, false),
  DOCUMENT(MediaKind.DOCUMENT, true);

  private static final Pattern MIME_TYPE =
      Pattern.compile(
          "[a-z0-9][a-z0-9!#$&^_.+-]{0,62}/[a-z0-9][a-z0-9!#$&^_.+-]{0,62}(;"
              + " ?[a-z0-9-]{1,30}=[a-z0-9._-]{1,60})?");

  /** The bit of a WebP's extended header that says that it moves. */
  private static final int ANIMATION = 0x02;

  private static final int FLAGS = 20;

  private final MediaKind media;
  private final boolean captioned;

  FileKind(MediaKind media, boolean captioned) {
    this.media = media;
    this.captioned = captioned;
  }

  /** Whether a text is a MIME type, in lower case. */
  static boolean named(String mimeType) {
    return MIME_TYPE.matcher(mimeType).matches();
  }

  /** What phones make of a file of this MIME type; what they cannot show is a document. */
  static FileKind of(String mimeType) {
    return switch (mimeType.split(";", 2)[0]) {
      case "image/jpeg", "image/png" -> IMAGE;
      case "image/webp" -> STICKER;
      case "image/gif" -> GIF;
      case "application/was" -> LOTTIE;
      case "video/mp4", "video/3gpp", "video/quicktime" -> VIDEO;
      case "audio/ogg" -> VOICE;
      case "audio/mpeg", "audio/mp4", "audio/aac", "audio/amr" -> AUDIO;
      default -> DOCUMENT;
    };
  }

  /** How its keys are derived and where it is uploaded. */
  MediaKind media() {
    return media;
  }

  /** Whether a text may go with it. */
  boolean captioned() {
    return captioned;
  }

  /**
   * The message for a file.
   *
   * @param file what was uploaded, to look into
   */
  Content content(
      PhoneMedia.Sent sent, byte[] file, String mimeType, String caption, String fileName) {
    ByteString sidecar = ByteString.copyFrom(sent.sidecar());
    return switch (this) {
      case IMAGE -> new Image(sent.reference(), mimeType, caption, 0, 0, ByteString.EMPTY);
      case VIDEO, GIF ->
          new Video(
              sent.reference(),
              mimeType,
              caption,
              0,
              0,
              Duration.ZERO,
              this == GIF,
              false,
              ByteString.EMPTY,
              sidecar);
      case VOICE, AUDIO ->
          new Audio(
              sent.reference(), mimeType, Duration.ZERO, this == VOICE, ByteString.EMPTY, sidecar);
      case STICKER -> new Sticker(sent.reference(), mimeType, 0, 0, moves(file), false);
      case LOTTIE -> new Sticker(sent.reference(), mimeType, 0, 0, true, true);
      case DOCUMENT ->
          new Document(sent.reference(), mimeType, fileName, "", caption, 0, ByteString.EMPTY);
    };
  }

  private static boolean moves(byte[] webp) {
    return webp.length > FLAGS
        && new String(webp, 8, 8, StandardCharsets.ISO_8859_1).equals("WEBPVP8X")
        && (webp[FLAGS] & ANIMATION) != 0;
  }
}
