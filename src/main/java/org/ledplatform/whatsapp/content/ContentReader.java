package org.ledplatform.whatsapp.content;

import org.ledplatform.whatsapp.WhatsAppException;
import org.ledplatform.whatsapp.content.Wrapping.Peeled;
import org.ledplatform.whatsapp.proto.Message;

/** Reads what a message says (protocol §8.8, §12.5, §12.6). Stateless. */
public final class ContentReader {

  private ContentReader() {}

  /**
   * Reads a message: wrappers are taken off, at most five; lengths and counts are bounded. Names of
   * other messages are left as the sender wrote them, from the sender's point of view.
   *
   * @return content of a kind that is not read here as {@link Unsupported}
   * @throws UnreadableContentException when it says what cannot be
   * @throws org.ledplatform.whatsapp.media.MalformedReferenceException when it does not describe
   *     its file properly
   */
  public static Body read(Message message) {
    Peeled peeled = Wrapping.peel(message);
    Message inner = peeled.message();
    Message speaking =
        inner.getProtocolMessage().hasEditedMessage()
            ? Wrapping.unwrap(inner.getProtocolMessage().getEditedMessage())
            : inner;
    return new Body(
        content(peeled),
        Contexts.read(Parts.context(speaking), peeled.viewOnce() || Parts.viewOnce(inner)));
  }

  /** The same, with what cannot be read as {@link Unsupported}. */
  public static Body readOrUnsupported(Message message) {
    try {
      return read(message);
    } catch (WhatsAppException _) {
      return new Body(new Unsupported(Parts.kind(Wrapping.unwrap(message))), Context.NONE);
    }
  }

  /**
   * Whether there is nothing in a message that anybody would read: keys for a group, or nothing.
   */
  public static boolean isSilent(Message message) {
    return Parts.content(message).isEmpty() && message.getUnknownFields().asMap().isEmpty();
  }

  /** What a message says, without what goes along. */
  static Content contentOf(Message message) {
    return content(Wrapping.peel(message));
  }

  private static Content content(Peeled peeled) {
    Message m = peeled.message();
    return switch (Parts.content(m).map(field -> field.getNumber()).orElse(0)) {
      case Message.CONVERSATION_FIELD_NUMBER -> new Text(Limits.text(m.getConversation()));
      case Message.EXTENDEDTEXTMESSAGE_FIELD_NUMBER ->
          new Text(Limits.text(m.getExtendedTextMessage().getText()));
      case Message.IMAGEMESSAGE_FIELD_NUMBER -> AttachmentReader.image(m.getImageMessage());
      case Message.VIDEOMESSAGE_FIELD_NUMBER -> AttachmentReader.video(m.getVideoMessage(), false);
      case Message.PTVMESSAGE_FIELD_NUMBER -> AttachmentReader.video(m.getPtvMessage(), true);
      case Message.AUDIOMESSAGE_FIELD_NUMBER -> AttachmentReader.audio(m.getAudioMessage());
      case Message.DOCUMENTMESSAGE_FIELD_NUMBER ->
          AttachmentReader.document(m.getDocumentMessage());
      case Message.STICKERMESSAGE_FIELD_NUMBER ->
          AttachmentReader.sticker(m.getStickerMessage(), peeled.lottie());
      case Message.ALBUMMESSAGE_FIELD_NUMBER ->
          new Album(
              Limits.count(m.getAlbumMessage().getExpectedImageCount()),
              Limits.count(m.getAlbumMessage().getExpectedVideoCount()));
      case Message.CONTACTMESSAGE_FIELD_NUMBER -> CardReader.contact(m.getContactMessage());
      case Message.CONTACTSARRAYMESSAGE_FIELD_NUMBER ->
          CardReader.contacts(m.getContactsArrayMessage());
      case Message.LOCATIONMESSAGE_FIELD_NUMBER -> CardReader.location(m.getLocationMessage());
      case Message.LIVELOCATIONMESSAGE_FIELD_NUMBER ->
          CardReader.liveLocation(m.getLiveLocationMessage());
      case Message.GROUPINVITEMESSAGE_FIELD_NUMBER -> CardReader.invite(m.getGroupInviteMessage());
      case Message.POLLCREATIONMESSAGE_FIELD_NUMBER ->
          CardReader.poll(m.getPollCreationMessage(), m);
      case Message.POLLCREATIONMESSAGEV2_FIELD_NUMBER ->
          CardReader.poll(m.getPollCreationMessageV2(), m);
      case Message.POLLCREATIONMESSAGEV3_FIELD_NUMBER ->
          CardReader.poll(m.getPollCreationMessageV3(), m);
      default -> change(m);
    };
  }

  private static Content change(Message m) {
    return switch (Parts.content(m).map(field -> field.getNumber()).orElse(0)) {
      case Message.POLLUPDATEMESSAGE_FIELD_NUMBER -> ChangeReader.vote(m.getPollUpdateMessage());
      case Message.REACTIONMESSAGE_FIELD_NUMBER -> ChangeReader.reaction(m.getReactionMessage());
      case Message.PININCHATMESSAGE_FIELD_NUMBER -> ChangeReader.pin(m.getPinInChatMessage(), m);
      case Message.PROTOCOLMESSAGE_FIELD_NUMBER -> ChangeReader.protocol(m.getProtocolMessage(), m);
      default -> menu(m);
    };
  }

  private static Content menu(Message m) {
    return switch (Parts.content(m).map(field -> field.getNumber()).orElse(0)) {
      case Message.BUTTONSMESSAGE_FIELD_NUMBER -> MenuReader.buttons(m.getButtonsMessage());
      case Message.LISTMESSAGE_FIELD_NUMBER -> MenuReader.list(m.getListMessage());
      case Message.TEMPLATEMESSAGE_FIELD_NUMBER -> MenuReader.template(m.getTemplateMessage());
      case Message.INTERACTIVEMESSAGE_FIELD_NUMBER ->
          MenuReader.interactive(m.getInteractiveMessage());
      case Message.BUTTONSRESPONSEMESSAGE_FIELD_NUMBER ->
          MenuReader.choice(
              Choice.Kind.BUTTONS,
              m.getButtonsResponseMessage().getSelectedButtonId(),
              m.getButtonsResponseMessage().getSelectedDisplayText());
      case Message.LISTRESPONSEMESSAGE_FIELD_NUMBER ->
          MenuReader.choice(
              Choice.Kind.LIST,
              m.getListResponseMessage().getSingleSelectReply().getSelectedRowId(),
              m.getListResponseMessage().getTitle());
      case Message.TEMPLATEBUTTONREPLYMESSAGE_FIELD_NUMBER ->
          MenuReader.choice(
              Choice.Kind.TEMPLATE,
              m.getTemplateButtonReplyMessage().getSelectedId(),
              m.getTemplateButtonReplyMessage().getSelectedDisplayText());
      case Message.INTERACTIVERESPONSEMESSAGE_FIELD_NUMBER ->
          MenuReader.flowChoice(m.getInteractiveResponseMessage());
      default -> new Unsupported(Parts.kind(m));
    };
  }
}
