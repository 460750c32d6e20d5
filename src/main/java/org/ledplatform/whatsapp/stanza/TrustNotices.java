package org.ledplatform.whatsapp.stanza;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.message.TrustTokens;
import org.ledplatform.whatsapp.node.Node;

/** Reads the tokens of trust that the network hands on (protocol §6.8, §8.9). */
public final class TrustNotices {

  private TrustNotices() {}

  /**
   * The tokens in a notification or an answer.
   *
   * @param by who trusts us; the address at the token itself is the one of whom it was given to
   * @param told holds {@code <tokens>}
   */
  public static List<TrustTokens.Told> read(Jid by, Node told) {
    List<TrustTokens.Told> tokens = new ArrayList<>();
    for (Node token : told.child("tokens").map(t -> t.children("token")).orElse(List.of())) {
      Optional<Instant> at = token.time("t");
      if (token.has("type", "trusted_contact") && at.isPresent() && token.bytes().length > 0) {
        tokens.add(new TrustTokens.Told(by, token.bytes(), at.get(), Optional.empty()));
      }
    }
    return tokens;
  }
}
