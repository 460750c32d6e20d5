package org.ledplatform.sandbox.phone;

import com.google.protobuf.ByteString;
import org.ledplatform.sandbox.proto.StoredFile;
import org.ledplatform.sandbox.proto.StoredMessage;
import org.ledplatform.sandbox.proto.StoredQuote;
import org.ledplatform.whatsapp.content.Album;
import org.ledplatform.whatsapp.content.Attachment;
import org.ledplatform.whatsapp.content.Audio;
import org.ledplatform.whatsapp.content.Body;
import org.ledplatform.whatsapp.content.Choice;
import org.ledplatform.whatsapp.content.ContactCards;
import org.ledplatform.whatsapp.content.Content;
import org.ledplatform.whatsapp.content.ContentReader;
import org.ledplatform.whatsapp.content.Document;
import org.ledplatform.whatsapp.content.GroupInvite;
import org.ledplatform.whatsapp.content.Image;
import org.ledplatform.whatsapp.content.LiveLocation;
import org.ledplatform.whatsapp.content.Location;
import org.ledplatform.whatsapp.content.Menu;
import org.ledplatform.whatsapp.content.Poll;
import org.ledplatform.whatsapp.content.Quote;
import org.ledplatform.whatsapp.content.Sticker;
import org.ledplatform.whatsapp.content.Text;
import org.ledplatform.whatsapp.content.Video;
import org.ledplatform.whatsapp.proto.Message;

/** Messages as a screen keeps them. */
final class Shown {

  /** The kind of a line that nobody wrote: what became of a group. */
  static final String SYSTEM = "system";

  private Shown() {}

  /** Whether somebody wrote it, so that it can be answered and asked for. */
  static boolean written(StoredMessage shown) {
    return !shown.getKind().equals(SYSTEM);
  }

  static StoredMessage of(Reading.Envelope envelope, Message whole, Body body) {
    Content content = body.content();
    StoredMessage.Builder shown =
        StoredMessage.newBuilder()
            .setId(envelope.id())
            .setChat(envelope.chat())
            .setFrom(envelope.author().phone())
            .setFromMe(envelope.fromMe())
            .setTimestampMillis(envelope.timestampMillis())
            .setStatus(envelope.status())
            .setKind(kind(content))
            .setText(text(content));
    if (!envelope.address().isEmpty()) {
      shown.setAddress(envelope.address());
    }
    if (envelope.fromMe() || content instanceof Poll || content instanceof Attachment) {
      shown.setContent(ByteString.copyFrom(whole.toByteArray()));
    }
    if (content instanceof Attachment file) {
      shown.setFile(file(file));
    }
    if (content instanceof Poll poll) {
      shown.addAllOptions(poll.options());
    }
    body.context().quote().ifPresent(quote -> shown.setQuote(quote(quote)));
    return shown.build();
  }

  private static StoredQuote quote(Quote quote) {
    return StoredQuote.newBuilder()
        .setMessageId(quote.id())
        .setFrom(quote.author().toString())
        .setText(ContentReader.readOrUnsupported(quote.message()).text())
        .build();
  }

  private static StoredFile file(Attachment attachment) {
    StoredFile.Builder file =
        StoredFile.newBuilder()
            .setMimetype(attachment.mimetype())
            .setLength(attachment.media().length());
    if (attachment instanceof Document document && !document.fileName().isEmpty()) {
      file.setFileName(document.fileName());
    }
    return file.build();
  }

  private static String text(Content content) {
    return switch (content) {
      case ContactCards cards -> cards.name();
      case Location location ->
          "%s %s,%s".formatted(location.name(), location.latitude(), location.longitude()).strip();
      case LiveLocation location ->
          "%s %s,%s"
              .formatted(location.caption(), location.latitude(), location.longitude())
              .strip();
      default -> content.text();
    };
  }

  private static String kind(Content content) {
    return switch (content) {
      case Text _ -> "text";
      case Image _ -> "image";
      case Video video -> video.gif() ? "gif" : "video";
      case Audio audio -> audio.voice() ? "voice" : "audio";
      case Document _ -> "document";
      case Sticker _ -> "sticker";
      case Album _ -> "album";
      case ContactCards _ -> "contact";
      case Location _ -> "location";
      case LiveLocation _ -> "live_location";
      case Poll _ -> "poll";
      case Choice _ -> "choice";
      case Menu _ -> "menu";
      case GroupInvite _ -> "group_invite";
      default -> "unsupported";
    };
  }
}
