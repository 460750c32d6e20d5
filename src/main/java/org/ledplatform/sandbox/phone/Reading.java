package org.ledplatform.sandbox.phone;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.ledplatform.sandbox.account.Account;
import org.ledplatform.sandbox.proto.StoredMessage;
import org.ledplatform.sandbox.proto.StoredQuote;
import org.ledplatform.sandbox.proto.StoredReaction;
import org.ledplatform.sandbox.storage.Write;
import org.ledplatform.whatsapp.content.ContentReader;
import org.ledplatform.whatsapp.content.Wrapping;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.jid.MalformedJidException;
import org.ledplatform.whatsapp.proto.ContextInfo;
import org.ledplatform.whatsapp.proto.Message;
import org.ledplatform.whatsapp.proto.MessageKey;
import org.ledplatform.whatsapp.proto.ProtocolMessage;

/** What a decrypted message changes on the screen of a phone. Under the phone's lock. */
final class Reading {

  private final PhoneScreen screen;

  Reading(PhoneScreen screen) {
    this.screen = screen;
  }

  /**
   * Who wrote a message, where.
   *
   * @param chat the other person
   * @param author who wrote it
   * @param timestampMillis when the server took it
   */
  record Envelope(String id, Account chat, Account author, boolean fromMe, long timestampMillis) {}

  /** Reads a message and shows what there is to show. */
  List<Write> read(Envelope envelope, Message whole) {
    Message message = Wrapping.unwrap(whole);
    if (message.hasReactionMessage()) {
      return react(envelope, message);
    }
    if (message.hasProtocolMessage()) {
      return change(envelope, message.getProtocolMessage());
    }
    boolean known =
        screen
            .find(
                m ->
                    m.getId().equals(envelope.id())
                        && m.getFrom().equals(envelope.author().phone()))
            .isPresent();
    return known || !visible(message) ? List.of() : screen.show(shown(envelope, message));
  }

  private static StoredMessage shown(Envelope envelope, Message message) {
    StoredMessage.Builder shown =
        StoredMessage.newBuilder()
            .setId(envelope.id())
            .setChat(envelope.chat().phone())
            .setFrom(envelope.author().phone())
            .setFromMe(envelope.fromMe())
            .setTimestampMillis(envelope.timestampMillis())
            .setStatus(envelope.fromMe() ? StoredMessage.Status.SENT : StoredMessage.Status.READ)
            .setText(ContentReader.readOrUnsupported(message).text());
    ContextInfo context = message.getExtendedTextMessage().getContextInfo();
    if (context.hasStanzaId()) {
      shown.setQuote(
          StoredQuote.newBuilder()
              .setMessageId(context.getStanzaId())
              .setFrom(context.getParticipant())
              .setText(ContentReader.readOrUnsupported(context.getQuotedMessage()).text()));
    }
    return shown.build();
  }

  /** Keys for groups and the like travel as messages, but nobody sees them. */
  private static boolean visible(Message message) {
    return !message.toBuilder()
        .clearMessageContextInfo()
        .clearSenderKeyDistributionMessage()
        .build()
        .equals(Message.getDefaultInstance());
  }

  private List<Write> react(Envelope envelope, Message message) {
    String author = envelope.author().phone();
    Optional<StoredMessage> target = target(envelope, message.getReactionMessage().getKey(), false);
    if (target.isEmpty()) {
      return List.of();
    }
    String emoji = message.getReactionMessage().getText();
    List<StoredReaction> reactions = new ArrayList<>(target.get().getReactionsList());
    reactions.removeIf(reaction -> reaction.getFrom().equals(author));
    if (!emoji.isEmpty()) {
      reactions.add(StoredReaction.newBuilder().setFrom(author).setEmoji(emoji).build());
    }
    return screen.replace(
        target.get(), target.get().toBuilder().clearReactions().addAllReactions(reactions).build());
  }

  private List<Write> change(Envelope envelope, ProtocolMessage protocol) {
    Optional<StoredMessage> target = target(envelope, protocol.getKey(), true);
    if (target.isEmpty()) {
      return List.of();
    }
    StoredMessage old = target.get();
    return switch (protocol.getType()) {
      case REVOKE ->
          screen.replace(
              old,
              old.toBuilder().setDeleted(true).clearText().clearQuote().clearContent().build());
      case MESSAGE_EDIT ->
          screen.replace(
              old,
              old.toBuilder()
                  .setEdited(true)
                  .setText(ContentReader.readOrUnsupported(protocol.getEditedMessage()).text())
                  .build());
      default -> List.of();
    };
  }

  /** The message a key points at, in this chat; where demanded only one by the same author. */
  private Optional<StoredMessage> target(Envelope envelope, MessageKey key, boolean own) {
    return screen.find(
        m ->
            m.getId().equals(key.getId())
                && m.getChat().equals(envelope.chat().phone())
                && !m.getDeleted()
                && (!own || m.getFrom().equals(envelope.author().phone())));
  }

  /** The chat that a message of our own other device was sent to. */
  static Optional<Jid> destination(Message message) {
    try {
      return message.hasDeviceSentMessage()
          ? Optional.of(Jid.parse(message.getDeviceSentMessage().getDestinationJid()))
          : Optional.empty();
    } catch (MalformedJidException _) {
      return Optional.empty();
    }
  }
}
