package org.ledplatform.sandbox.phone;

import com.google.protobuf.InvalidProtocolBufferException;
import java.util.List;
import java.util.Optional;
import org.ledplatform.sandbox.proto.StoredMessage;
import org.ledplatform.whatsapp.content.Attachment;
import org.ledplatform.whatsapp.content.ContentReader;
import org.ledplatform.whatsapp.media.MediaReference;
import org.ledplatform.whatsapp.media.MediaRetry;
import org.ledplatform.whatsapp.node.Node;
import org.ledplatform.whatsapp.proto.Message;

/**
 * A companion misses a file that the hosts lost (protocol §10.5): the phone puts it there again
 * when somebody still has it. Under the phone's lock.
 */
final class MediaAnswers {

  private final PhoneParts parts;

  MediaAnswers(PhoneParts parts) {
    this.parts = parts;
  }

  /** Answers the companion, unless it does not know the key of the file. */
  void answer(Node receipt) {
    String id = receipt.require("id");
    Optional<MediaReference> wanted =
        parts.screen().find(m -> m.getId().equals(id) && m.hasContent()).flatMap(this::file);
    Optional<Node> encrypt = receipt.child("encrypt");
    if (wanted.isEmpty()) {
      tell(receipt, id, Node.of("error").with("code", 2));
    } else if (encrypt.isPresent() && MediaRetry.asks(wanted.get().mediaKey(), id, encrypt.get())) {
      tell(
          receipt,
          id,
          MediaRetry.answer(wanted.get().mediaKey(), id, outcome(wanted.get()), parts.random()));
    }
  }

  private MediaRetry.Outcome outcome(MediaReference wanted) {
    return parts
        .server()
        .media()
        .forPhones(parts.about().getTenant())
        .uploadAgain(wanted.directPath())
        .<MediaRetry.Outcome>map(MediaRetry.Outcome.Moved::new)
        .orElseGet(MediaRetry.Outcome.NotFound::new);
  }

  private void tell(Node receipt, String id, Node said) {
    int companion = receipt.requireJid("from").device();
    Optional<Node> about = receipt.child("rmr");
    List<Node> content = about.map(rmr -> List.of(said, rmr)).orElse(List.of(said));
    parts.server().mediaRetry(parts.self(), companion, id, content);
  }

  private Optional<MediaReference> file(StoredMessage message) {
    try {
      return attached(Message.parseFrom(message.getContent()));
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException("A message that this phone shows cannot be read", e);
    }
  }

  /** The file of a message, when it has one. */
  static Optional<MediaReference> attached(Message message) {
    return ContentReader.readOrUnsupported(message).content() instanceof Attachment attachment
        ? Optional.of(attachment.media())
        : Optional.empty();
  }
}
