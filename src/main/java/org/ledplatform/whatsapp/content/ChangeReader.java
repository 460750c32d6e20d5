package org.ledplatform.whatsapp.content;

import java.util.Optional;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.jid.MalformedJidException;
import org.ledplatform.whatsapp.proto.Message;
import org.ledplatform.whatsapp.proto.MessageKey;
import org.ledplatform.whatsapp.proto.PinInChatMessage;
import org.ledplatform.whatsapp.proto.PollUpdateMessage;
import org.ledplatform.whatsapp.proto.ProtocolMessage;
import org.ledplatform.whatsapp.proto.ReactionMessage;

/** Reads what one message says about another one, or about its chat. */
final class ChangeReader {

  /** The longest emoji that there are have about 35 characters. */
  private static final int EMOJI = 64;

  private static final int IV_LENGTH = 12;
  private static final int MOST_PAYLOAD = 8_192;

  private ChangeReader() {}

  static Reaction reaction(ReactionMessage m) {
    if (m.getText().length() > EMOJI) {
      throw new UnreadableContentException("A reaction that is no emoji");
    }
    return new Reaction(name(m.getKey()), m.getText());
  }

  static EncryptedPollVote vote(PollUpdateMessage m) {
    var vote = m.getVote();
    if (vote.getEncIv().size() != IV_LENGTH || vote.getEncPayload().size() > MOST_PAYLOAD) {
      throw new UnreadableContentException("A vote that nobody can decrypt");
    }
    return new EncryptedPollVote(
        name(m.getPollCreationMessageKey()), vote.getEncPayload(), vote.getEncIv());
  }

  static Pin pin(PinInChatMessage m, Message whole) {
    return new Pin(
        name(m.getKey()),
        switch (m.getType()) {
          case PIN_FOR_ALL -> true;
          case UNPIN_FOR_ALL -> false;
          case UNKNOWN_TYPE ->
              throw new UnreadableContentException("A pin that says neither on nor off");
        },
        Limits.seconds(whole.getMessageContextInfo().getMessageAddOnDurationInSecs()));
  }

  /** A type that is missing or unknown would read as the first one, which takes messages away. */
  static Content protocol(ProtocolMessage m, Message whole) {
    if (!m.hasType()) {
      return new Unsupported(Parts.kind(whole));
    }
    return switch (m.getType()) {
      case REVOKE -> new Revoke(name(m.getKey()), !m.getKey().getFromMe());
      case MESSAGE_EDIT -> edit(m);
      case EPHEMERAL_SETTING -> new EphemeralSetting(Limits.seconds(m.getEphemeralExpiration()));
      default -> new Unsupported(Parts.kind(whole) + " " + m.getType());
    };
  }

  private static Edit edit(ProtocolMessage m) {
    Content content = ContentReader.contentOf(m.getEditedMessage());
    if (content instanceof AboutMessage || content instanceof EphemeralSetting) {
      throw new UnreadableContentException("An edit that is no new wording");
    }
    return new Edit(name(m.getKey()), content);
  }

  private static MessageName name(MessageKey key) {
    String id = key.getId();
    if (id.isEmpty() || id.length() > Limits.ID) {
      throw new UnreadableContentException("It is about a message without an id");
    }
    try {
      return new MessageName(
          Jid.parse(key.getRemoteJid()),
          key.getFromMe(),
          id,
          key.getParticipant().isEmpty()
              ? Optional.empty()
              : Optional.of(Jid.parse(key.getParticipant())));
    } catch (MalformedJidException _) {
      throw new UnreadableContentException("It is about a message of nobody");
    }
  }
}
