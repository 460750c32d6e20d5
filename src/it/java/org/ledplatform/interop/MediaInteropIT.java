package org.ledplatform.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ledplatform.testing.OurClient.done;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.protobuf.ByteString;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.ledplatform.testing.BaileysClient;
import org.ledplatform.testing.BaileysClient.Version;
import org.ledplatform.whatsapp.client.Media;
import org.ledplatform.whatsapp.content.Attachment;
import org.ledplatform.whatsapp.content.Audio;
import org.ledplatform.whatsapp.content.Context;
import org.ledplatform.whatsapp.content.Document;
import org.ledplatform.whatsapp.content.Image;
import org.ledplatform.whatsapp.content.Sticker;
import org.ledplatform.whatsapp.content.Video;
import org.ledplatform.whatsapp.media.MediaKind;
import org.ledplatform.whatsapp.media.MediaSource;
import org.ledplatform.whatsapp.message.ReceivedMessage;

/**
 * Files of every kind between our client and both versions of Baileys, in both directions and to
 * the last byte (protocol §10, §13.5 item 6).
 */
class MediaInteropIT extends Correspondents {

  /** Not a multiple of a cipher block nor of a chunk of the sidecar. */
  private static final int LENGTH = 200_003;

  /** What is sent; the bytes themselves mean nothing to either side. */
  enum Kind {
    IMAGE(
        "/imageMessage", MediaKind.IMAGE, Map.of("mimetype", "image/jpeg", "caption", "a picture")),
    VIDEO("/videoMessage", MediaKind.VIDEO, Map.of("mimetype", "video/mp4", "caption", "a film")),
    GIF("/videoMessage", MediaKind.VIDEO, Map.of("mimetype", "video/mp4", "gifPlayback", true)),
    VOICE(
        "/audioMessage",
        MediaKind.AUDIO,
        Map.of("mimetype", "audio/ogg; codecs=opus", "ptt", true, "seconds", 3)),
    AUDIO("/audioMessage", MediaKind.AUDIO, Map.of("mimetype", "audio/mpeg", "seconds", 3)),
    DOCUMENT(
        "/documentMessage",
        MediaKind.DOCUMENT,
        Map.of("mimetype", "application/pdf", "fileName", "paper.pdf")),
    STICKER("/stickerMessage", MediaKind.STICKER, Map.of("mimetype", "image/webp")),
    ANIMATED_STICKER(
        "/stickerMessage", MediaKind.STICKER, Map.of("mimetype", "image/webp", "isAnimated", true)),
    VIEW_ONCE_IMAGE(
        "/imageMessage", MediaKind.IMAGE, Map.of("mimetype", "image/jpeg", "viewOnce", true));

    private final String pointer;
    private final MediaKind media;
    private final Map<String, Object> options;

    Kind(String pointer, MediaKind media, Map<String, Object> options) {
      this.pointer = pointer;
      this.media = media;
      this.options = options;
    }

    /** As Baileys' {@code sendMessage} takes it. */
    Map<String, Object> forBaileys(byte[] bytes) {
      String name =
          switch (media) {
            case IMAGE -> "image";
            case VIDEO -> "video";
            case AUDIO -> "audio";
            case STICKER -> "sticker";
            default -> "document";
          };
      Map<String, Object> content = new HashMap<>(options);
      content.put(name, BaileysClient.bytes(bytes));
      // Baileys would look for a program that makes pictures.
      content.put("jpegThumbnail", "");
      return content;
    }

    private String mimetype() {
      return options.getOrDefault("mimetype", "").toString();
    }

    Attachment ours(Media.Uploaded uploaded) {
      String type = mimetype();
      String caption = options.getOrDefault("caption", "").toString();
      ByteString sidecar = ByteString.copyFrom(uploaded.sidecar());
      return switch (this) {
        case IMAGE, VIEW_ONCE_IMAGE ->
            new Image(uploaded.reference(), type, caption, 640, 480, ByteString.EMPTY);
        case VIDEO, GIF ->
            new Video(
                uploaded.reference(),
                type,
                caption,
                640,
                480,
                Duration.ofSeconds(3),
                this == GIF,
                false,
                ByteString.EMPTY,
                sidecar);
        case VOICE, AUDIO ->
            new Audio(
                uploaded.reference(),
                type,
                Duration.ofSeconds(3),
                this == VOICE,
                ByteString.EMPTY,
                sidecar);
        case DOCUMENT ->
            new Document(uploaded.reference(), type, "paper.pdf", "", "", 1, ByteString.EMPTY);
        case STICKER, ANIMATED_STICKER ->
            new Sticker(uploaded.reference(), type, 512, 512, this == ANIMATED_STICKER, false);
      };
    }

    boolean is(Attachment content) {
      return switch (content) {
        case Image _ -> media == MediaKind.IMAGE;
        case Video video -> media == MediaKind.VIDEO && video.gif() == (this == GIF);
        case Audio audio -> media == MediaKind.AUDIO && audio.voice() == (this == VOICE);
        case Document document ->
            media == MediaKind.DOCUMENT && document.fileName().equals("paper.pdf");
        case Sticker _ -> media == MediaKind.STICKER;
      };
    }
  }

  private static byte[] file(long seed) {
    byte[] bytes = new byte[LENGTH];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }

  @ParameterizedTest
  @EnumSource
  void baileysReadsTheFilesThatWeSend(Kind kind) {
    byte[] bytes = file(kind.ordinal());
    Media.Uploaded uploaded = done(ours.client().media().upload(kind.media, MediaSource.of(bytes)));
    Context context = kind == Kind.VIEW_ONCE_IMAGE ? Context.NONE.once() : Context.NONE;
    for (Version version : Version.values()) {
      String id = ours.send(bob(version), kind.ours(uploaded), context);
      JsonNode message = baileys(version).waitForWhole(m -> m.at("/key/id").asText().equals(id));
      assertThat(baileys(version).download(message)).as("%s", version).isEqualTo(bytes);
      JsonNode described = message.findValue(kind.pointer.substring(1));
      kind.options.forEach(
          (name, value) ->
              assertThat(described.required(name).asText()).isEqualTo(value.toString()));
    }
  }

  @Test
  void baileysSeesTheSmallPictureThatWeMake() throws IOException {
    BufferedImage picture = new BufferedImage(640, 480, BufferedImage.TYPE_INT_RGB);
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    ImageIO.write(picture, "png", png);
    Image image =
        done(ours.client().media().upload(MediaKind.IMAGE, MediaSource.of(png.toByteArray())))
            .image("image/png", "small");
    for (Version version : Version.values()) {
      String id = ours.send(bob(version), image);
      JsonNode message = baileys(version).waitForWhole(m -> m.at("/key/id").asText().equals(id));
      JsonNode described = message.findValue("imageMessage");
      assertThat(described.required("width").asInt()).isEqualTo(640);
      assertThat(described.required("height").asInt()).isEqualTo(480);
      assertThat(described.required("jpegThumbnail").toString())
          .contains(Base64.getEncoder().encodeToString(image.thumbnail().toByteArray()));
    }
  }

  @ParameterizedTest
  @EnumSource
  void weReadTheFilesThatBaileysSends(Kind kind) {
    for (Version version : Version.values()) {
      byte[] bytes = file(100L * kind.ordinal() + version.ordinal());
      String id =
          baileys(version).sendContent(ada.jid(), kind.forBaileys(bytes)).at("/key/id").asText();
      ReceivedMessage message = ours.awaitMessage(m -> m.ref().id().equals(id));
      Attachment file = (Attachment) message.body().content();
      assertThat(kind.is(file)).as("%s of %s", file, version).isTrue();
      assertThat(done(ours.client().media().download(file.media()))).isEqualTo(bytes);
      assertThat(message.body().context().viewOnce()).isEqualTo(kind == Kind.VIEW_ONCE_IMAGE);
      assertThat(file.text()).isEqualTo(kind.options.getOrDefault("caption", ""));
    }
  }
}
