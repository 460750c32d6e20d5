package org.ledplatform.whatsapp.client;

import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.message.BlockedPeople;

/**
 * Whom the account has blocked (protocol §6.8): they can neither write to it nor see whether it is
 * there, and do not learn of it. Kept between connections; {@link AccountEvent.BlocklistChanged}
 * tells what becomes different, whoever changed it. People are canonical: a phone number and a LID
 * are one. Safe for use by many threads.
 */
public final class Blocklist {

  private final Inquiries network;
  private final BlockedPeople people;

  Blocklist(Inquiries network, BlockedPeople people) {
    this.network = network;
    this.people = people;
  }

  /**
   * Everybody who is blocked, without devices; as it was known last when there is no connection.
   */
  public Set<Jid> people() {
    return Set.copyOf(people.all());
  }

  /** Whether somebody is blocked, under whichever address. */
  public boolean contains(Jid person) {
    return people.contains(person);
  }

  /**
   * Blocks somebody.
   *
   * @return ends when the network has taken it; fails with a {@link
   *     org.ledplatform.whatsapp.stanza.QueryFailedException} when it does not, or there is no
   *     connection, and with a {@link StateRefusedException} for what is no person
   */
  public CompletionStage<Void> block(Jid person) {
    return change(person, true);
  }

  /** Lets somebody write again; see {@link #block}. */
  public CompletionStage<Void> unblock(Jid person) {
    return change(person, false);
  }

  private CompletionStage<Void> change(Jid person, boolean block) {
    if (!person.isPhone() && !person.isLid()) {
      return CompletableFuture.failedStage(new StateRefusedException("Only people can be blocked"));
    }
    return network
        .<Boolean>through(
            (parts, reply) ->
                parts.blocklists().change(person, block, () -> reply.answered(true), reply::failed))
        .thenAccept(_ -> {});
  }
}
