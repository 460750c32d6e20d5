package org.ledplatform.whatsapp.content;

import java.util.Optional;
import org.ledplatform.whatsapp.proto.AudioMessage;
import org.ledplatform.whatsapp.proto.Message;
import org.ledplatform.whatsapp.proto.ProtocolMessage;
import org.ledplatform.whatsapp.proto.VideoMessage;

/**
 * What the outside of a stanza says about the message inside (protocol §8.2); the network and the
 * receiver's phone treat it accordingly.
 *
 * @param type of {@code <message>}
 * @param mediaType of {@code <enc>}
 * @param edit of {@code <message>}: 1 edit, 2 pin, 7 and 8 revoke by author and by admin
 * @param hideFailure a receiver who cannot read it shows no placeholder
 * @param pollType of {@code <meta>}
 */
public record MessageTraits(
    String type,
    Optional<String> mediaType,
    Optional<String> edit,
    boolean hideFailure,
    Optional<String> pollType) {

  /** The traits of a message, whatever it is wrapped in. */
  public static MessageTraits of(Message wrapped) {
    Message message = Wrapping.unwrap(wrapped);
    Optional<String> mediaType = mediaType(message);
    Optional<String> edit = edit(message);
    boolean vote = message.hasPollUpdateMessage();
    return new MessageTraits(
        type(message, mediaType),
        mediaType,
        edit,
        vote || reacts(message) || message.hasPinInChatMessage() || edits(message),
        vote
            ? Optional.of("vote")
            : createsPoll(message) ? Optional.of("creation") : Optional.empty());
  }

  private static String type(Message message, Optional<String> mediaType) {
    if (reacts(message)) {
      return "reaction";
    }
    if (createsPoll(message) || message.hasPollUpdateMessage()) {
      return "poll";
    }
    if (message.hasEventMessage() || message.hasEncEventResponseMessage()) {
      return "event";
    }
    return mediaType.isPresent() ? "media" : "text";
  }

  private static boolean reacts(Message message) {
    return message.hasReactionMessage() || message.hasEncReactionMessage();
  }

  private static boolean createsPoll(Message message) {
    return message.hasPollCreationMessage()
        || message.hasPollCreationMessageV2()
        || message.hasPollCreationMessageV3();
  }

  private static boolean edits(Message message) {
    return message.getProtocolMessage().getType() == ProtocolMessage.Type.MESSAGE_EDIT;
  }

  private static Optional<String> edit(Message message) {
    if (message.hasPinInChatMessage()) {
      return Optional.of("2");
    }
    if (message.hasReactionMessage() && message.getReactionMessage().getText().isEmpty()) {
      return Optional.of("7");
    }
    ProtocolMessage told = message.getProtocolMessage();
    if (!told.hasType() || !told.hasKey()) {
      return Optional.empty();
    }
    return switch (told.getType()) {
      case MESSAGE_EDIT -> Optional.of("1");
      case REVOKE -> Optional.of(told.getKey().getFromMe() ? "7" : "8");
      default -> Optional.empty();
    };
  }

  private static Optional<String> mediaType(Message message) {
    String kind =
        switch (Parts.content(message).map(field -> field.getNumber()).orElse(0)) {
          case Message.IMAGEMESSAGE_FIELD_NUMBER -> "image";
          case Message.VIDEOMESSAGE_FIELD_NUMBER -> video(message.getVideoMessage());
          case Message.PTVMESSAGE_FIELD_NUMBER -> "ptv";
          case Message.AUDIOMESSAGE_FIELD_NUMBER -> audio(message.getAudioMessage());
          case Message.DOCUMENTMESSAGE_FIELD_NUMBER -> "document";
          case Message.STICKERMESSAGE_FIELD_NUMBER -> "sticker";
          case Message.CONTACTMESSAGE_FIELD_NUMBER -> "vcard";
          case Message.CONTACTSARRAYMESSAGE_FIELD_NUMBER -> "contact_array";
          case Message.LIVELOCATIONMESSAGE_FIELD_NUMBER -> "livelocation";
          case Message.LISTMESSAGE_FIELD_NUMBER -> "list";
          case Message.LISTRESPONSEMESSAGE_FIELD_NUMBER -> "list_response";
          case Message.BUTTONSRESPONSEMESSAGE_FIELD_NUMBER -> "buttons_response";
          case Message.INTERACTIVERESPONSEMESSAGE_FIELD_NUMBER -> "native_flow_response";
          case Message.GROUPINVITEMESSAGE_FIELD_NUMBER -> "url";
          default -> "";
        };
    return kind.isEmpty() ? Optional.empty() : Optional.of(kind);
  }

  private static String video(VideoMessage video) {
    return video.getGifPlayback() ? "gif" : "video";
  }

  private static String audio(AudioMessage audio) {
    return audio.getPtt() ? "ptt" : "audio";
  }
}
