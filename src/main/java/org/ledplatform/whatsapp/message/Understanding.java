package org.ledplatform.whatsapp.message;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.ledplatform.whatsapp.content.AboutMessage;
import org.ledplatform.whatsapp.content.Body;
import org.ledplatform.whatsapp.content.Content;
import org.ledplatform.whatsapp.content.ContentReader;
import org.ledplatform.whatsapp.content.Edit;
import org.ledplatform.whatsapp.content.EncryptedPollVote;
import org.ledplatform.whatsapp.content.MessageName;
import org.ledplatform.whatsapp.content.Poll;
import org.ledplatform.whatsapp.content.Revoke;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.proto.Message;
import org.ledplatform.whatsapp.store.StoreChange;

/**
 * Reads what a decrypted message means for us: names of other messages become ours, votes are
 * opened, and a message is changed only by its author, or taken away by an admin (protocol §8.8).
 * Safe for use by many threads.
 */
public final class Understanding {

  private final Self self;
  private final Contacts contacts;
  private final Inbox inbox;
  private final Outbox outbox;
  private final Polls polls;
  private final Admins admins;

  public Understanding(
      Self self, Contacts contacts, Inbox inbox, Outbox outbox, Polls polls, Admins admins) {
    this.self = self;
    this.contacts = contacts;
    this.inbox = inbox;
    this.outbox = outbox;
    this.polls = polls;
    this.admins = admins;
  }

  /** What came out. */
  sealed interface Understood {
    /** Something for people; the changes remember what it needs later. */
    record Said(Body body, List<StoreChange> changes) implements Understood {}

    /** Nothing that anybody would read, such as keys of a group. */
    record Silent() implements Understood {}

    /** Its sender may not change the message that it is about. */
    record Unentitled() implements Understood {}
  }

  /**
   * Reads a message.
   *
   * @param message as it was sent, wrappers and all
   */
  Understood read(Envelope envelope, Message message) {
    if (ContentReader.isSilent(message)) {
      return new Understood.Silent();
    }
    Body body = ContentReader.readOrUnsupported(message);
    if (!(body.content() instanceof AboutMessage theirs)) {
      return new Understood.Said(body, remembering(envelope, body.content()));
    }
    AboutMessage ours = PointOfView.of(envelope, self).ours(theirs);
    if (!entitled(envelope, theirs, ours.target())) {
      return new Understood.Unentitled();
    }
    Content opened =
        ours instanceof EncryptedPollVote vote
            ? polls.open(vote, envelope.sender()).map(Content.class::cast).orElse(vote)
            : ours;
    return new Understood.Said(new Body(opened, body.context()), List.of());
  }

  private List<StoreChange> remembering(Envelope envelope, Content content) {
    return content instanceof Poll poll
        ? polls.remembering(
            ReceivedMessage.name(
                envelope.chat(), envelope.sender(), envelope.fromMe(), envelope.id()),
            poll)
        : List.of();
  }

  private boolean entitled(Envelope envelope, AboutMessage theirs, MessageName target) {
    return switch (theirs) {
      case Edit _ -> theirs.target().fromMe() && wrote(envelope.sender(), target);
      case Revoke(MessageName _, boolean byAdmin) when byAdmin ->
          envelope.chat().isGroup()
              && admins.mayBe(envelope.chat(), contacts.namesOf(envelope.sender()))
              && target.participant().filter(author -> wrote(author, target)).isPresent();
      case Revoke _ -> wrote(envelope.sender(), target);
      default -> true;
    };
  }

  /** Whether nobody else is known to have written that message. */
  private boolean wrote(Jid author, MessageName target) {
    List<Jid> known =
        new ArrayList<>(inbox.authorsOf(contacts.namesOf(target.chat()), target.id()));
    Optional<OutgoingMessage> own =
        outbox.find(target.id()).filter(m -> contacts.same(m.to(), target.chat()));
    if (own.isPresent()) {
      known.add(self.lid());
      known.add(self.jid());
    }
    return known.isEmpty() || known.stream().anyMatch(jid -> contacts.same(jid, author));
  }
}
