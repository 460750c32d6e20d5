package org.ledplatform.whatsapp.content;

import java.time.Instant;
import org.ledplatform.whatsapp.proto.Message;
import org.ledplatform.whatsapp.proto.MessageContextInfo;
import org.ledplatform.whatsapp.proto.MessageKey;
import org.ledplatform.whatsapp.proto.PinInChatMessage;
import org.ledplatform.whatsapp.proto.PollEncValue;
import org.ledplatform.whatsapp.proto.PollUpdateMessage;
import org.ledplatform.whatsapp.proto.ProtocolMessage;
import org.ledplatform.whatsapp.proto.ReactionMessage;

/** Writes what one message says about another one, or about its chat. */
final class ChangeWriter {

  private final long millis;

  /**
   * @param at when it is written; the epoch to leave that out
   */
  ChangeWriter(Instant at) {
    this.millis = at.toEpochMilli();
  }

  Message write(AboutMessage change, Context context) {
    return switch (change) {
      case Reaction reaction -> reaction(reaction);
      case Edit edit -> edit(edit, context);
      case Revoke revoke ->
          protocol(
              ProtocolMessage.newBuilder()
                  .setType(ProtocolMessage.Type.REVOKE)
                  .setKey(key(revoke.target())));
      case Pin pin -> pin(pin);
      case EncryptedPollVote vote -> vote(vote);
      case PollVote _ -> throw new UnsendableContentException("A vote must be encrypted first");
    };
  }

  private Message reaction(Reaction reaction) {
    ReactionMessage.Builder written =
        ReactionMessage.newBuilder().setKey(key(reaction.target())).setText(reaction.emoji());
    if (millis > 0) {
      written.setSenderTimestampMs(millis);
    }
    return Message.newBuilder().setReactionMessage(written).build();
  }

  private Message edit(Edit edit, Context context) {
    if (edit.content() instanceof AboutMessage || edit.content() instanceof EphemeralSetting) {
      throw new UnsendableContentException("Such content cannot be the new wording of a message");
    }
    ProtocolMessage.Builder written =
        ProtocolMessage.newBuilder()
            .setType(ProtocolMessage.Type.MESSAGE_EDIT)
            .setKey(key(edit.target()))
            .setEditedMessage(ContentWriter.write(edit.content(), context));
    if (millis > 0) {
      written.setTimestampMs(millis);
    }
    return protocol(written);
  }

  private Message pin(Pin pin) {
    PinInChatMessage.Builder written =
        PinInChatMessage.newBuilder()
            .setKey(key(pin.target()))
            .setType(
                pin.pinned()
                    ? PinInChatMessage.Type.PIN_FOR_ALL
                    : PinInChatMessage.Type.UNPIN_FOR_ALL);
    if (millis > 0) {
      written.setSenderTimestampMs(millis);
    }
    Message.Builder message = Message.newBuilder().setPinInChatMessage(written);
    if (pin.lasting().isPositive()) {
      message.setMessageContextInfo(
          MessageContextInfo.newBuilder()
              .setMessageAddOnDurationInSecs((int) pin.lasting().toSeconds()));
    }
    return message.build();
  }

  private Message vote(EncryptedPollVote vote) {
    PollUpdateMessage.Builder written =
        PollUpdateMessage.newBuilder()
            .setPollCreationMessageKey(key(vote.target()))
            .setVote(PollEncValue.newBuilder().setEncPayload(vote.payload()).setEncIv(vote.iv()));
    if (millis > 0) {
      written.setSenderTimestampMs(millis);
    }
    return Message.newBuilder().setPollUpdateMessage(written).build();
  }

  Message setting(EphemeralSetting setting) {
    ProtocolMessage.Builder written =
        ProtocolMessage.newBuilder()
            .setType(ProtocolMessage.Type.EPHEMERAL_SETTING)
            .setEphemeralExpiration((int) setting.expiration().toSeconds());
    if (millis > 0) {
      written.setEphemeralSettingTimestamp(millis / 1000);
    }
    return protocol(written);
  }

  private static Message protocol(ProtocolMessage.Builder written) {
    return Message.newBuilder().setProtocolMessage(written).build();
  }

  private static MessageKey key(MessageName name) {
    MessageKey.Builder key =
        MessageKey.newBuilder()
            .setRemoteJid(name.chat().toString())
            .setFromMe(name.fromMe())
            .setId(name.id());
    name.participant().ifPresent(jid -> key.setParticipant(jid.toString()));
    return key.build();
  }
}
