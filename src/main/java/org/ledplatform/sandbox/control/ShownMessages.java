package org.ledplatform.sandbox.control;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.ledplatform.sandbox.account.Account;
import org.ledplatform.sandbox.phone.Chat;
import org.ledplatform.sandbox.proto.StoredFile;
import org.ledplatform.sandbox.proto.StoredMessage;
import org.ledplatform.sandbox.proto.StoredQuote;
import org.ledplatform.sandbox.proto.StoredVote;

/** Messages of a phone's screen in the words of this package. */
final class ShownMessages {

  private final Function<String, Optional<Account>> people;

  /**
   * @param people finds accounts by their names
   */
  ShownMessages(Function<String, Optional<Account>> people) {
    this.people = people;
  }

  ShownMessage of(StoredMessage m) {
    return new ShownMessage(
        m.getId(),
        jid(m.getChat()),
        jid(m.getFrom()),
        m.getFromMe(),
        m.hasKind() ? m.getKind() : "text",
        m.getText(),
        m.hasFile() ? Optional.of(file(m.getFile())) : Optional.empty(),
        poll(m),
        m.hasQuote() ? Optional.of(quoted(m.getQuote())) : Optional.empty(),
        m.getReactionsList().stream()
            .map(r -> new ShownMessage.Reaction(jid(r.getFrom()), r.getEmoji()))
            .toList(),
        m.getEdited(),
        m.getDeleted(),
        Instant.ofEpochMilli(m.getTimestampMillis()),
        switch (m.getStatus()) {
          case SENT -> ShownMessage.Status.SENT;
          case DELIVERED -> ShownMessage.Status.DELIVERED;
          case READ -> ShownMessage.Status.READ;
        },
        m.getPlayed());
  }

  private static ShownMessage.Media file(StoredFile file) {
    return new ShownMessage.Media(
        file.getMimetype(),
        file.getLength(),
        file.hasFileName() ? Optional.of(file.getFileName()) : Optional.empty());
  }

  private List<ShownMessage.Option> poll(StoredMessage m) {
    return m.getOptionsList().stream()
        .map(
            option ->
                new ShownMessage.Option(
                    option,
                    m.getVotesList().stream()
                        .filter(vote -> vote.getOptionsList().contains(option))
                        .map(StoredVote::getFrom)
                        .map(this::jid)
                        .toList()))
        .toList();
  }

  private ShownMessage.Quoted quoted(StoredQuote quote) {
    return new ShownMessage.Quoted(quote.getMessageId(), jid(quote.getFrom()), quote.getText());
  }

  private String jid(String name) {
    return Chat.address(name, people).toString();
  }
}
