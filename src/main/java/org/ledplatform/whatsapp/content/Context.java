package org.ledplatform.whatsapp.content;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.ledplatform.whatsapp.jid.Jid;

/**
 * What goes along with content (protocol §12.6).
 *
 * @param quote the message it answers
 * @param mentions the people it calls by name, without devices, in the addressing of the chat
 * @param everybody it calls all members of the group
 * @param forwardingScore how often it was forwarded; 0 for something new
 * @param expiration after which it disappears
 * @param viewOnce it may be looked at once
 */
public record Context(
    Optional<Quote> quote,
    List<Jid> mentions,
    boolean everybody,
    int forwardingScore,
    Optional<Duration> expiration,
    boolean viewOnce) {

  /** Nothing special. */
  public static final Context NONE =
      new Context(Optional.empty(), List.of(), false, 0, Optional.empty(), false);

  public Context {
    mentions = mentions.stream().map(Jid::withoutDevice).toList();
  }

  /** The context of an answer. */
  public static Context quoting(Quote quote) {
    return NONE.with(quote);
  }

  /** The same with a quote. */
  public Context with(Quote answered) {
    return new Context(
        Optional.of(answered), mentions, everybody, forwardingScore, expiration, viewOnce);
  }

  /** The same, calling these people. */
  public Context mentioning(List<Jid> people) {
    return new Context(quote, people, everybody, forwardingScore, expiration, viewOnce);
  }

  /** The same, calling everybody in the group. */
  public Context mentioningEverybody() {
    return new Context(quote, mentions, true, forwardingScore, expiration, viewOnce);
  }

  /** The same, disappearing after a time. */
  public Context expiring(Duration after) {
    return new Context(quote, mentions, everybody, forwardingScore, Optional.of(after), viewOnce);
  }

  /** The same, to be looked at once. */
  public Context once() {
    return new Context(quote, mentions, everybody, forwardingScore, expiration, true);
  }

  /** People are private, so logs see none of them. */
  @Override
  public String toString() {
    return "Context[…]";
  }
}
