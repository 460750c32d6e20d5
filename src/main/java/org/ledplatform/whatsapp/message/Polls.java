package org.ledplatform.whatsapp.message;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import org.ledplatform.whatsapp.content.ContentReader;
import org.ledplatform.whatsapp.content.EncryptedPollVote;
import org.ledplatform.whatsapp.content.MessageName;
import org.ledplatform.whatsapp.content.Poll;
import org.ledplatform.whatsapp.content.PollCipher;
import org.ledplatform.whatsapp.content.PollCipher.Ballot;
import org.ledplatform.whatsapp.content.PollVote;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.proto.StoredPoll;
import org.ledplatform.whatsapp.store.DeviceStore;
import org.ledplatform.whatsapp.store.RecordKey;
import org.ledplatform.whatsapp.store.RecordKind;
import org.ledplatform.whatsapp.store.StoreChange;

/**
 * The last polls that were asked or received, with the secrets that open and seal their votes
 * (protocol §8.8). Safe for use by many threads.
 */
public final class Polls {

  private static final int KEPT = 1_000;
  private static final int SECRET_LENGTH = 32;

  private final DeviceStore store;
  private final Contacts contacts;
  private final Self self;
  private final StoredRing ring;

  public Polls(DeviceStore store, Contacts contacts, Self self) {
    this.store = store;
    this.contacts = contacts;
    this.self = self;
    this.ring = new StoredRing(store, RecordKind.POLL, KEPT);
  }

  /**
   * The changes that remember a poll; none when it came without a secret or is known already.
   *
   * @param poll as we name the message
   */
  List<StoreChange> remembering(MessageName name, Poll poll) {
    if (poll.secret().size() != SECRET_LENGTH || store.read(key(name)).isPresent()) {
      return List.of();
    }
    StoredPoll stored =
        StoredPoll.newBuilder()
            .setSecret(poll.secret())
            .setCreator(author(name).toString())
            .addAllOption(poll.options())
            .build();
    return ring.putting(key(name).name(), stored.toByteArray());
  }

  /** The changes that remember a poll of ours, which the network has taken. */
  public List<StoreChange> sent(OutgoingMessage message) {
    return ContentReader.readOrUnsupported(message.content()).content() instanceof Poll poll
        ? remembering(ownName(message.to(), message.id()), poll)
        : List.of();
  }

  private MessageName ownName(Jid chat, String id) {
    return chat.isGroup()
        ? new MessageName(chat, true, id, Optional.of(self.addressedLike(chat)))
        : MessageName.inChat(chat, true, id);
  }

  /**
   * Opens a vote.
   *
   * @param vote with the poll as we name it
   * @param voter who votes
   * @return empty when the poll is not known or the vote is not for it
   */
  Optional<PollVote> open(EncryptedPollVote vote, Jid voter) {
    MessageName poll = vote.target();
    return find(poll)
        .flatMap(
            known ->
                PollCipher.decrypt(
                        poll.id(),
                        known.getSecret(),
                        contacts.namesOf(Jid.parse(known.getCreator())),
                        contacts.namesOf(voter),
                        vote)
                    .map(hashes -> PollCipher.named(hashes, known.getOptionList()))
                    .map(chosen -> new PollVote(poll, chosen)));
  }

  /**
   * Seals a vote of ours.
   *
   * @param chosen options by name; none takes our vote back
   * @throws UnknownPollException when the poll is not known, or has no such options
   */
  public EncryptedPollVote seal(MessageName poll, List<String> chosen, SecureRandom random) {
    StoredPoll known =
        find(poll).orElseThrow(() -> new UnknownPollException("This poll is not known here"));
    if (!known.getOptionList().containsAll(chosen)) {
      throw new UnknownPollException("The poll has no such option");
    }
    Jid creator = Jid.parse(known.getCreator());
    Ballot ballot = new Ballot(poll.id(), creator, known.getSecret());
    return PollCipher.encrypt(ballot, poll, self.addressedLike(creator), chosen, random);
  }

  private Optional<StoredPoll> find(MessageName poll) {
    Optional<StoredPoll> stored = store.read(key(poll)).map(Polls::decode);
    return stored.isPresent() || !poll.fromMe() ? stored : waiting(poll);
  }

  /** A vote may be faster than the network's word that it took the poll. */
  private Optional<StoredPoll> waiting(MessageName name) {
    return new Outbox(store)
        .find(name.id())
        .filter(message -> contacts.same(message.to(), name.chat()))
        .map(message -> ContentReader.readOrUnsupported(message.content()).content())
        .filter(Poll.class::isInstance)
        .map(Poll.class::cast)
        .map(
            poll ->
                StoredPoll.newBuilder()
                    .setSecret(ByteString.copyFrom(poll.secret().toByteArray()))
                    .setCreator(author(name).toString())
                    .addAllOption(poll.options())
                    .build());
  }

  /** Who asked, in the addressing of the chat. */
  private Jid author(MessageName name) {
    Jid other = name.participant().orElse(name.chat());
    return name.fromMe() ? self.addressedLike(other) : other;
  }

  private RecordKey key(MessageName name) {
    return new RecordKey(
        RecordKind.POLL,
        contacts.canonical(name.chat())
            + "|"
            + (name.fromMe() ? "me" : contacts.canonical(author(name)))
            + "|"
            + name.id());
  }

  private static StoredPoll decode(byte[] record) {
    try {
      return StoredPoll.parseFrom(record);
    } catch (InvalidProtocolBufferException e) {
      throw new UnreadableRecordException("A stored poll cannot be read", e);
    }
  }
}
