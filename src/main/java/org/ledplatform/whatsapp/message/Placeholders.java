package org.ledplatform.whatsapp.message;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.List;
import java.util.Optional;
import org.ledplatform.whatsapp.content.Limits;
import org.ledplatform.whatsapp.content.Nesting;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.jid.MalformedJidException;
import org.ledplatform.whatsapp.proto.Message;
import org.ledplatform.whatsapp.proto.MessageKey;
import org.ledplatform.whatsapp.proto.PeerDataOperationRequestResponseMessage.PeerDataOperationResult;
import org.ledplatform.whatsapp.proto.ProtocolMessage;
import org.ledplatform.whatsapp.proto.WebMessageInfo;

/**
 * Reads messages that this device could not decrypt and that our own phone sent again (protocol
 * §8.8). What only our own phone may say is not taken out of them: others wrote them.
 */
final class Placeholders {

  private final Contacts contacts;
  private final Inbox inbox;

  Placeholders(Contacts contacts, Inbox inbox) {
    this.contacts = contacts;
    this.inbox = inbox;
  }

  /**
   * A message that our phone sent again.
   *
   * @param outside as it would have come with it
   */
  record Sent(Envelope outside, Message message) {}

  /** The messages in an answer of our phone that did not arrive before. */
  List<Sent> in(Envelope envelope, ProtocolMessage told) {
    return told
        .getPeerDataOperationRequestResponseMessage()
        .getPeerDataOperationResultList()
        .stream()
        .filter(PeerDataOperationResult::hasPlaceholderMessageResendResponse)
        .map(result -> result.getPlaceholderMessageResendResponse().getWebMessageInfoBytes())
        .flatMap(bytes -> read(bytes, envelope).stream())
        .filter(sent -> !inbox.hasSeen(sent.outside().names(contacts)))
        .toList();
  }

  private static Optional<Sent> read(ByteString bytes, Envelope envelope) {
    try {
      WebMessageInfo info = Nesting.fromOutside(WebMessageInfo.parser(), bytes.toByteArray());
      boolean whole = !info.getKey().getId().isEmpty() && info.hasMessage();
      return whole && !SelfOnly.isIn(info.getMessage())
          ? Optional.of(new Sent(outside(info, envelope), info.getMessage()))
          : Optional.empty();
    } catch (InvalidProtocolBufferException | MalformedJidException _) {
      return Optional.empty();
    }
  }

  private static Envelope outside(WebMessageInfo info, Envelope envelope) {
    MessageKey key = info.getKey();
    Jid chat = Jid.parse(key.getRemoteJid()).withoutDevice();
    return new Envelope(
        key.getId(),
        chat,
        key.getFromMe() ? envelope.sender() : author(info, chat),
        key.getFromMe(),
        false,
        info.getPushName(),
        Limits.instant(info.getMessageTimestamp()),
        true,
        List.of());
  }

  private static Jid author(WebMessageInfo info, Jid chat) {
    String told =
        info.getParticipant().isEmpty() ? info.getKey().getParticipant() : info.getParticipant();
    return told.isEmpty() ? chat : Jid.parse(told);
  }
}
