package org.ledplatform.sandbox.control;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.ledplatform.sandbox.SandboxNetwork;
import org.ledplatform.sandbox.media.PhoneMedia;
import org.ledplatform.sandbox.phone.VirtualPhone;
import org.ledplatform.sandbox.proto.StoredMessage;
import org.ledplatform.whatsapp.content.Attachment;
import org.ledplatform.whatsapp.content.Content;
import org.ledplatform.whatsapp.content.ContentReader;
import org.ledplatform.whatsapp.content.Document;
import org.ledplatform.whatsapp.content.Image;
import org.ledplatform.whatsapp.media.MediaCorruptedException;
import org.ledplatform.whatsapp.media.MediaGoneException;
import org.ledplatform.whatsapp.media.MediaReference;
import org.ledplatform.whatsapp.media.MediaSource;
import org.ledplatform.whatsapp.media.MediaTooLargeException;
import org.ledplatform.whatsapp.media.MediaUnavailableException;
import org.ledplatform.whatsapp.media.Thumbnailer;
import org.ledplatform.whatsapp.proto.Message;

/** Files that people send from phones and open on them (protocol §10). */
final class PhoneFiles {

  private static final int MAX_CAPTION = 65_536;
  private static final int MAX_NAME = 255;

  private final SandboxNetwork network;
  private final Thumbnailer thumbnailer;

  PhoneFiles(SandboxNetwork network, Thumbnailer thumbnailer) {
    this.network = network;
    this.thumbnailer = thumbnailer;
  }

  /** Puts a file on the hosts; gives the message that carries it. */
  Content upload(String tenant, SendRequest.Media wish) {
    String mimeType = mimeType(wish.mimeType());
    FileKind kind = FileKind.of(mimeType);
    String caption = caption(kind, wish);
    String fileName = fileName(wish);
    byte[] file = bytes(wish, kind);
    PhoneMedia.Sent sent =
        reached(() -> network.media().forPhones(tenant).upload(kind.media(), MediaSource.of(file)));
    Content content = kind.content(sent, file, mimeType, caption, fileName);
    return content instanceof Image image ? withThumbnail(image, file) : content;
  }

  private Image withThumbnail(Image image, byte[] file) {
    return thumbnailer
        .of(MediaSource.of(file))
        .map(
            small ->
                new Image(
                    image.media(),
                    image.mimetype(),
                    image.caption(),
                    small.width(),
                    small.height(),
                    ByteString.copyFrom(small.jpeg())))
        .orElse(image);
  }

  /** The file of a message that a phone shows, from the hosts and checked. */
  OpenedFile open(VirtualPhone phone, String messageId) {
    Attachment attachment =
        phone.shown().stream()
            .filter(m -> m.getId().equals(messageId) && m.hasFile() && m.hasContent())
            .findFirst()
            .flatMap(PhoneFiles::attachment)
            .orElseThrow(
                () -> SandboxProblem.notFound("The phone shows no such message with a file"));
    byte[] bytes = reached(() -> download(phone.tenant(), attachment.media()));
    return new OpenedFile(
        Optional.of(attachment.mimetype().toLowerCase(Locale.ROOT))
            .filter(FileKind::named)
            .orElse("application/octet-stream"),
        fileName(attachment),
        bytes);
  }

  private byte[] download(String tenant, MediaReference reference) {
    try {
      return network.media().forPhones(tenant).download(reference);
    } catch (MediaGoneException e) {
      throw because(SandboxProblem.notFound("The media hosts do not have this file any more"), e);
    } catch (MediaCorruptedException e) {
      throw because(SandboxProblem.conflict("The file is not the one that was sent"), e);
    } catch (MediaTooLargeException e) {
      throw because(SandboxProblem.conflict("The file is too large to be opened here"), e);
    }
  }

  private static <T> T reached(Supplier<T> use) {
    try {
      return use.get();
    } catch (MediaUnavailableException e) {
      throw because(SandboxProblem.conflict(String.valueOf(e.getMessage())), e);
    }
  }

  private static SandboxProblem because(SandboxProblem problem, Throwable cause) {
    problem.initCause(cause);
    return problem;
  }

  private static String mimeType(String wish) {
    String mimeType = wish.strip().toLowerCase(Locale.ROOT);
    if (!FileKind.named(mimeType)) {
      throw SandboxProblem.invalid("media.mimeType", "It must be a type such as image/jpeg");
    }
    return mimeType;
  }

  private static String caption(FileKind kind, SendRequest.Media wish) {
    String caption = wish.caption().orElse("");
    if (!caption.isEmpty() && !kind.captioned()) {
      throw SandboxProblem.invalid("media.caption", "No text goes with sound and stickers");
    }
    if (caption.length() > MAX_CAPTION) {
      throw SandboxProblem.invalid(
          "media.caption", "A caption has up to " + MAX_CAPTION + " characters");
    }
    return caption;
  }

  private static String fileName(SendRequest.Media wish) {
    String name = wish.fileName().orElse("");
    if (name.length() > MAX_NAME) {
      throw SandboxProblem.invalid(
          "media.fileName", "A file name has up to " + MAX_NAME + " characters");
    }
    return name;
  }

  private static byte[] bytes(SendRequest.Media wish, FileKind kind) {
    if (wish.url().isPresent()) {
      throw SandboxProblem.invalid(
          "media.url", "The sandbox opens no connections; send the file as base64");
    }
    byte[] file =
        wish.file().orElseThrow(() -> SandboxProblem.invalid("media.base64", "It is required"));
    long most = Math.min(SendRequest.Media.MOST, kind.media().maxLength());
    if (file.length == 0 || file.length > most) {
      throw SendRequest.Media.tooLarge(most);
    }
    return file;
  }

  private static Optional<String> fileName(Attachment attachment) {
    return attachment instanceof Document document
        ? Optional.of(document.fileName()).filter(name -> !name.isEmpty())
        : Optional.empty();
  }

  private static Optional<Attachment> attachment(StoredMessage message) {
    try {
      Message whole = Message.parseFrom(message.getContent());
      return ContentReader.readOrUnsupported(whole).content() instanceof Attachment file
          ? Optional.of(file)
          : Optional.empty();
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException("A message that this phone shows cannot be read", e);
    }
  }
}
