package org.ledplatform.whatsapp.client;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.message.Contacts;
import org.ledplatform.whatsapp.message.OutgoingMessage;
import org.ledplatform.whatsapp.message.Self;
import org.ledplatform.whatsapp.message.TrustTokens;
import org.ledplatform.whatsapp.node.Node;
import org.ledplatform.whatsapp.stanza.Queries;
import org.ledplatform.whatsapp.stanza.QueryFailure;
import org.ledplatform.whatsapp.stanza.Questions;
import org.ledplatform.whatsapp.stanza.ServerProps;
import org.ledplatform.whatsapp.stanza.TrustNotices;

/**
 * Shows people the tokens they gave us, and gives them ours: once in a week in which we write to
 * them, and again when they set up their phone anew (protocol §8.9). Never between our own devices:
 * the network refuses that. Safe for use by many threads.
 */
final class TrustExchange {

  /** The network's switch for giving tokens to LIDs instead of phone numbers. */
  private static final long ISSUE_TO_LID = 14303;

  private final Queries queries;
  private final TrustTokens tokens;
  private final ServerProps props;
  private final Self self;
  private final Contacts contacts;
  private final Clock clock;

  /** People whom the network is asked about, or whom it refused over this connection. */
  private final Set<Jid> busy = ConcurrentHashMap.newKeySet();

  TrustExchange(
      Queries queries,
      TrustTokens tokens,
      ServerProps props,
      Self self,
      Contacts contacts,
      Clock clock) {
    this.queries = queries;
    this.tokens = tokens;
    this.props = props;
    this.self = self;
    this.contacts = contacts;
    this.clock = clock;
  }

  /** The login is complete. */
  void begin() {
    tokens.prune();
  }

  /** What goes to a person, with the token they gave us when there is one that is good. */
  Node vouched(Jid person, Node stanza) {
    return isSomebodyElse(person)
        ? tokens
            .usable(person)
            .map(token -> stanza.adding(Node.of("tctoken", token)))
            .orElse(stanza)
        : stanza;
  }

  /** A message has left: gives its reader a token of ours when that is due. */
  void sent(OutgoingMessage message) {
    if (isSomebodyElse(message.to())
        && !message.content().hasProtocolMessage()
        && tokens.due(message.to())) {
      issue(message.to(), clock.instant());
    }
  }

  /** Somebody set up their phone anew and lost our token: it is given again, as old as it was. */
  void identityChanged(Jid person) {
    if (isSomebodyElse(person)) {
      tokens.issued(person).ifPresent(at -> issue(person, at));
    }
  }

  private boolean isSomebodyElse(Jid person) {
    return (person.isPhone() || person.isLid()) && !self.isMe(person);
  }

  private void issue(Jid person, Instant at) {
    Jid canonical = contacts.canonical(person.withoutDevice());
    if (!busy.add(canonical)) {
      return;
    }
    queries.ask(
        Questions.trusting(addressed(person), at),
        answer -> {
          busy.remove(canonical);
          List<TrustTokens.Told> told = new ArrayList<>(TrustNotices.read(canonical, answer));
          told.add(new TrustTokens.Told(canonical, new byte[0], Instant.EPOCH, Optional.of(at)));
          tokens.remember(told);
        },
        failure -> {
          if (!(failure instanceof QueryFailure.Refused(int code, _)) || Outgoing.isBusy(code)) {
            busy.remove(canonical);
          }
        });
  }

  private Jid addressed(Jid person) {
    boolean asLid = props.value(ISSUE_TO_LID).filter(Set.of("1", "true")::contains).isPresent();
    Optional<Jid> wanted = asLid ? contacts.lidOf(person) : contacts.phoneOf(person);
    return wanted.orElse(person.withoutDevice());
  }
}
