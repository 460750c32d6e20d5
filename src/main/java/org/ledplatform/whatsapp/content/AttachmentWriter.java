package org.ledplatform.whatsapp.content;

import org.ledplatform.whatsapp.proto.AudioMessage;
import org.ledplatform.whatsapp.proto.DocumentMessage;
import org.ledplatform.whatsapp.proto.FutureProofMessage;
import org.ledplatform.whatsapp.proto.ImageMessage;
import org.ledplatform.whatsapp.proto.Message;
import org.ledplatform.whatsapp.proto.StickerMessage;
import org.ledplatform.whatsapp.proto.VideoMessage;

/** Writes content whose file travels beside the message. */
final class AttachmentWriter {

  private AttachmentWriter() {}

  static Message write(Attachment attachment) {
    return switch (attachment) {
      case Image image -> Message.newBuilder().setImageMessage(image(image)).build();
      case Video video when video.round() ->
          Message.newBuilder().setPtvMessage(video(video)).build();
      case Video video -> Message.newBuilder().setVideoMessage(video(video)).build();
      case Audio audio -> Message.newBuilder().setAudioMessage(audio(audio)).build();
      case Document document -> document(document);
      case Sticker sticker -> sticker(sticker);
    };
  }

  private static ImageMessage image(Image image) {
    ImageMessage.Builder written =
        FileFields.write(ImageMessage.newBuilder(), image.media())
            .setMimetype(image.mimetype())
            .setWidth(image.width())
            .setHeight(image.height());
    if (!image.caption().isEmpty()) {
      written.setCaption(image.caption());
    }
    if (!image.thumbnail().isEmpty()) {
      written.setJpegThumbnail(image.thumbnail());
    }
    return written.build();
  }

  private static VideoMessage video(Video video) {
    VideoMessage.Builder written =
        FileFields.write(VideoMessage.newBuilder(), video.media())
            .setMimetype(video.mimetype())
            .setWidth(video.width())
            .setHeight(video.height())
            .setSeconds((int) video.length().toSeconds())
            .setGifPlayback(video.gif());
    if (!video.caption().isEmpty()) {
      written.setCaption(video.caption());
    }
    if (!video.thumbnail().isEmpty()) {
      written.setJpegThumbnail(video.thumbnail());
    }
    if (!video.sidecar().isEmpty()) {
      written.setStreamingSidecar(video.sidecar());
    }
    return written.build();
  }

  private static AudioMessage audio(Audio audio) {
    AudioMessage.Builder written =
        FileFields.write(AudioMessage.newBuilder(), audio.media())
            .setMimetype(audio.mimetype())
            .setSeconds((int) audio.length().toSeconds())
            .setPtt(audio.voice());
    if (!audio.waveform().isEmpty()) {
      written.setWaveform(audio.waveform());
    }
    if (!audio.sidecar().isEmpty()) {
      written.setStreamingSidecar(audio.sidecar());
    }
    return written.build();
  }

  /** Official apps show the caption of a document only in the wrapper that is made for it. */
  private static Message document(Document document) {
    DocumentMessage.Builder written =
        FileFields.write(DocumentMessage.newBuilder(), document.media())
            .setMimetype(document.mimetype())
            .setFileName(document.fileName())
            .setTitle(document.title())
            .setPageCount(document.pages());
    if (!document.thumbnail().isEmpty()) {
      written.setJpegThumbnail(document.thumbnail());
    }
    if (!document.caption().isEmpty()) {
      written.setCaption(document.caption());
    }
    return Message.newBuilder().setDocumentMessage(written).build();
  }

  private static Message sticker(Sticker sticker) {
    StickerMessage written =
        FileFields.write(StickerMessage.newBuilder(), sticker.media())
            .setMimetype(sticker.mimetype())
            .setWidth(sticker.width())
            .setHeight(sticker.height())
            .setIsAnimated(sticker.animated())
            .build();
    return Message.newBuilder().setStickerMessage(written).build();
  }

  /** Puts the wrapper around that a file asks for: a caption under a document, a Lottie film. */
  static Message wrapped(Attachment attachment, Message message) {
    FutureProofMessage inside = FutureProofMessage.newBuilder().setMessage(message).build();
    return switch (attachment) {
      case Document document when !document.caption().isEmpty() ->
          Message.newBuilder().setDocumentWithCaptionMessage(inside).build();
      case Sticker sticker when sticker.lottie() ->
          Message.newBuilder().setLottieStickerMessage(inside).build();
      case Audio _, Document _, Image _, Sticker _, Video _ -> message;
    };
  }

  /** Puts the wrapper around of what may be looked at once. */
  static Message once(Content content, Message message) {
    FutureProofMessage inside =
        FutureProofMessage.newBuilder().setMessage(Parts.once(message)).build();
    return switch (content) {
      case Image _, Video _ -> Message.newBuilder().setViewOnceMessageV2(inside).build();
      case Audio _ -> Message.newBuilder().setViewOnceMessageV2Extension(inside).build();
      default ->
          throw new UnsendableContentException(
              "Only pictures, films and sound can be looked at once");
    };
  }
}
