package org.ledplatform.sandbox.phone;

import java.util.List;
import java.util.Optional;
import org.ledplatform.sandbox.account.Account;
import org.ledplatform.sandbox.proto.StoredMessage;
import org.ledplatform.whatsapp.content.Content;
import org.ledplatform.whatsapp.content.ContentWriter;
import org.ledplatform.whatsapp.content.Context;
import org.ledplatform.whatsapp.content.EncryptedPollVote;
import org.ledplatform.whatsapp.content.MessageName;
import org.ledplatform.whatsapp.content.Poll;
import org.ledplatform.whatsapp.content.PollCipher;
import org.ledplatform.whatsapp.content.Quote;
import org.ledplatform.whatsapp.content.Text;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.proto.Message;

/** What a person writes on the phone, in the words of the protocol. Under the phone's lock. */
final class Writing {

  private final PhoneParts parts;

  Writing(PhoneParts parts) {
    this.parts = parts;
  }

  /** Shows a message, or what it changes, and sends it; gives its id. */
  String send(Chat chat, Content content, Context context) {
    Message message =
        content instanceof Text(String text) && context.equals(Context.NONE)
            ? Message.newBuilder().setConversation(text).build()
            : ContentWriter.write(content, context, parts.clock().instant());
    String id = parts.ids().next();
    Account self = parts.self();
    boolean admin = chat instanceof Chat.Room(var group) && group.admin(self);
    Reading.Envelope envelope =
        new Reading.Envelope(
            id,
            chat.name(),
            self,
            "",
            StoredMessage.Status.SENT,
            true,
            admin,
            parts.clock().millis());
    parts.sent().remember(id, chat.name(), message);
    parts.storage().commit(parts.reading().read(envelope, message));
    switch (chat) {
      case Chat.Person(Account peer) -> parts.letters().send(peer, id, message);
      case Chat.Room(var group) -> parts.groupLetters().send(group, id, message);
    }
    return id;
  }

  /** A shown message as this phone names it to others. */
  MessageName name(Chat chat, StoredMessage shown) {
    return new MessageName(
        chat.jid(),
        shown.getFromMe(),
        shown.getId(),
        chat instanceof Chat.Room ? author(chat, shown) : Optional.empty());
  }

  /** The quote of a shown message. */
  Optional<Quote> quote(Chat chat, StoredMessage shown) {
    Message said = Message.newBuilder().setConversation(shown.getText()).build();
    return author(chat, shown).map(author -> Quote.of(shown.getId(), author, said));
  }

  /** A vote in a shown poll; empty when the message is no poll with a secret. */
  Optional<EncryptedPollVote> vote(Chat chat, StoredMessage shown, List<String> options) {
    Optional<Poll> poll = Reading.poll(shown).filter(p -> !p.secret().isEmpty());
    Optional<Jid> creator = author(chat, shown);
    if (poll.isEmpty() || creator.isEmpty() || !poll.get().options().containsAll(options)) {
      return Optional.empty();
    }
    return Optional.of(
        PollCipher.encrypt(
            new PollCipher.Ballot(shown.getId(), creator.get(), poll.get().secret()),
            name(chat, shown),
            chat.address(parts.self()),
            options,
            parts.random()));
  }

  private Optional<Jid> author(Chat chat, StoredMessage shown) {
    return parts.server().account(shown.getFrom()).map(chat::address);
  }
}
