package org.ledplatform.sandbox.phone;

import com.google.protobuf.InvalidProtocolBufferException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.ledplatform.sandbox.account.Account;
import org.ledplatform.sandbox.proto.StoredMessage;
import org.ledplatform.sandbox.proto.StoredReaction;
import org.ledplatform.sandbox.proto.StoredVote;
import org.ledplatform.sandbox.storage.Write;
import org.ledplatform.whatsapp.content.AboutMessage;
import org.ledplatform.whatsapp.content.Body;
import org.ledplatform.whatsapp.content.ContentReader;
import org.ledplatform.whatsapp.content.Edit;
import org.ledplatform.whatsapp.content.EncryptedPollVote;
import org.ledplatform.whatsapp.content.EphemeralSetting;
import org.ledplatform.whatsapp.content.MessageName;
import org.ledplatform.whatsapp.content.Poll;
import org.ledplatform.whatsapp.content.PollCipher;
import org.ledplatform.whatsapp.content.Reaction;
import org.ledplatform.whatsapp.content.Revoke;
import org.ledplatform.whatsapp.content.Wrapping;
import org.ledplatform.whatsapp.proto.Message;

/**
 * What a decrypted message, or one that this phone writes, changes on its screen. Under the phone's
 * lock.
 */
final class Reading {

  private final PhoneScreen screen;
  private final Function<String, Optional<Account>> people;

  /**
   * @param people finds accounts by their names
   */
  Reading(PhoneScreen screen, Function<String, Optional<Account>> people) {
    this.screen = screen;
    this.people = people;
  }

  /**
   * Who wrote a message, where.
   *
   * @param chat as the screen names it
   * @param author who wrote it
   * @param address the author as the message names them; empty for this phone's person
   * @param status how far the message is for who sent it
   * @param admin whether the author may take away what others wrote in this chat
   * @param timestampMillis when the server took it
   */
  record Envelope(
      String id,
      String chat,
      Account author,
      String address,
      StoredMessage.Status status,
      boolean fromMe,
      boolean admin,
      long timestampMillis) {}

  /** Reads a message and shows what there is to show. */
  List<Write> read(Envelope envelope, Message whole) {
    Body body = ContentReader.readOrUnsupported(whole);
    return switch (body.content()) {
      case Reaction reaction -> react(envelope, reaction);
      case Edit edit -> edit(envelope, edit);
      case Revoke revoke -> revoke(envelope, revoke);
      case EncryptedPollVote vote -> vote(envelope, vote);
      // Pins and timers are nothing that this screen shows.
      case AboutMessage _, EphemeralSetting _ -> List.of();
      default -> show(envelope, whole, body);
    };
  }

  private List<Write> show(Envelope envelope, Message whole, Body body) {
    boolean known =
        screen
            .find(
                m ->
                    m.getId().equals(envelope.id())
                        && m.getChat().equals(envelope.chat())
                        && m.getFrom().equals(envelope.author().phone()))
            .isPresent();
    // Keys for groups and the like travel as messages, but nobody sees them.
    boolean hidden = ContentReader.isSilent(whole) || Wrapping.unwrap(whole).hasProtocolMessage();
    return known || hidden ? List.of() : screen.show(Shown.of(envelope, whole, body));
  }

  private List<Write> react(Envelope envelope, Reaction reaction) {
    String author = envelope.author().phone();
    return target(envelope, reaction.target())
        .map(
            target -> {
              List<StoredReaction> reactions = new ArrayList<>(target.getReactionsList());
              reactions.removeIf(r -> r.getFrom().equals(author));
              if (!reaction.emoji().isEmpty()) {
                reactions.add(
                    StoredReaction.newBuilder().setFrom(author).setEmoji(reaction.emoji()).build());
              }
              return screen.replace(
                  target, target.toBuilder().clearReactions().addAllReactions(reactions).build());
            })
        .orElse(List.of());
  }

  private List<Write> edit(Envelope envelope, Edit edit) {
    return target(envelope, edit.target())
        .filter(old -> old.getFrom().equals(envelope.author().phone()))
        .map(
            old ->
                screen.replace(
                    old, old.toBuilder().setEdited(true).setText(edit.content().text()).build()))
        .orElse(List.of());
  }

  private List<Write> revoke(Envelope envelope, Revoke revoke) {
    return target(envelope, revoke.target())
        .filter(
            old ->
                old.getFrom().equals(envelope.author().phone())
                    || (revoke.byAdmin() && envelope.admin()))
        .map(
            old ->
                screen.replace(
                    old,
                    old.toBuilder()
                        .setDeleted(true)
                        .clearText()
                        .clearQuote()
                        .clearContent()
                        .clearFile()
                        .clearOptions()
                        .clearVotes()
                        .build()))
        .orElse(List.of());
  }

  private List<Write> vote(Envelope envelope, EncryptedPollVote vote) {
    Optional<StoredMessage> target = target(envelope, vote.target());
    Optional<Poll> poll = target.flatMap(Reading::poll);
    Optional<Account> creator = target.flatMap(m -> people.apply(m.getFrom()));
    if (poll.isEmpty() || creator.isEmpty()) {
      return List.of();
    }
    Account voter = envelope.author();
    return PollCipher.decrypt(
            vote.target().id(),
            poll.get().secret(),
            List.of(creator.get().phoneJid(), creator.get().lidJid()),
            List.of(voter.phoneJid(), voter.lidJid()),
            vote)
        .map(hashes -> PollCipher.named(hashes, poll.get().options()))
        .map(chosen -> counted(target.get(), voter.phone(), chosen))
        .orElse(List.of());
  }

  private List<Write> counted(StoredMessage poll, String voter, List<String> chosen) {
    List<StoredVote> votes = new ArrayList<>(poll.getVotesList());
    votes.removeIf(vote -> vote.getFrom().equals(voter));
    if (!chosen.isEmpty()) {
      votes.add(StoredVote.newBuilder().setFrom(voter).addAllOptions(chosen).build());
    }
    return screen.replace(poll, poll.toBuilder().clearVotes().addAllVotes(votes).build());
  }

  /** The poll that a shown message holds. */
  static Optional<Poll> poll(StoredMessage message) {
    try {
      return ContentReader.readOrUnsupported(Message.parseFrom(message.getContent())).content()
              instanceof Poll poll
          ? Optional.of(poll)
          : Optional.empty();
    } catch (InvalidProtocolBufferException _) {
      return Optional.empty();
    }
  }

  /** The message that is meant, in this chat, unless it was taken back. */
  private Optional<StoredMessage> target(Envelope envelope, MessageName name) {
    return screen.find(
        m -> m.getId().equals(name.id()) && m.getChat().equals(envelope.chat()) && !m.getDeleted());
  }
}
