package org.ledplatform.whatsapp.message;

import java.util.Optional;
import java.util.function.Predicate;
import org.ledplatform.whatsapp.content.AboutMessage;
import org.ledplatform.whatsapp.content.MessageName;
import org.ledplatform.whatsapp.jid.Jid;

/**
 * Turns the name of a message from its sender's point of view into ours (protocol §12.6): what is
 * "mine" to the sender is the sender's to us. The chat is the one where it was said, whatever the
 * sender calls it.
 *
 * @param chat as we see it, without a device
 * @param sender who says it
 * @param fromMe the sender is our own account
 * @param isMe tells our own addresses
 */
record PointOfView(Jid chat, Jid sender, boolean fromMe, Predicate<Jid> isMe) {

  static PointOfView of(Envelope envelope, Self self) {
    return new PointOfView(
        envelope.chat(), envelope.sender().withoutDevice(), envelope.fromMe(), self::isMe);
  }

  /** The same change with the name as we see it. */
  AboutMessage ours(AboutMessage theirs) {
    return theirs.about(ours(theirs.target()));
  }

  private MessageName ours(MessageName theirs) {
    // A reaction to somebody's status comes in the chat with that person.
    Jid place = theirs.chat().isBroadcast() ? theirs.chat() : chat;
    if (!place.isGroup() && !place.isBroadcast()) {
      return MessageName.inChat(place, fromMe == theirs.fromMe(), theirs.id());
    }
    Optional<Jid> author = theirs.fromMe() ? Optional.of(sender) : theirs.participant();
    return new MessageName(place, author.filter(isMe).isPresent(), theirs.id(), author);
  }
}
