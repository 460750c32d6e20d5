package org.ledplatform.sandbox.server;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ledplatform.sandbox.account.Account;
import org.ledplatform.sandbox.account.Directory;
import org.ledplatform.sandbox.delivery.StanzaIds;
import org.ledplatform.sandbox.query.QueryRefused;
import org.ledplatform.sandbox.query.QueryTable;
import org.ledplatform.sandbox.storage.Turns;
import org.ledplatform.whatsapp.crypto.PublicKey;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.jid.MalformedJidException;
import org.ledplatform.whatsapp.jid.Server;
import org.ledplatform.whatsapp.node.Node;
import org.ledplatform.whatsapp.node.UnexpectedNodeException;
import org.ledplatform.whatsapp.pairing.LinkCodeCrypto;

/**
 * Pairing by code between a client that shows one and a phone whose person types it (protocol
 * §5.3). A wrong code costs nothing: the client's request stays and the person may type again.
 * Anybody may ask any number, so the requests of several clients stand side by side and a typed
 * code is put to all of them. Each connection has one, so that there are at most as many as the
 * network takes strangers. Touched only in a turn.
 */
final class CodeDesk {

  /** The element in which all of it travels. */
  static final String TAG = "link_code_companion_reg";

  /** How often one connection may ask. */
  private static final int MAX_REQUESTS = 5;

  /** Such as {@code Chrome (Linux)}; the real network refuses odd names. */
  private static final String DISPLAY = "\\p{Alpha}[\\p{Alnum} .-]{0,31} \\([^()]{1,32}\\)";

  private static final String REF = "link_code_pairing_ref";

  private final Turns turns;
  private final Directory directory;
  private final DeviceOffers offers;
  private final StanzaIds ids;
  private final Clock clock;

  private final Map<Candidate, CodeRequest> requests = new LinkedHashMap<>();

  CodeDesk(Turns turns, Directory directory, DeviceOffers offers, StanzaIds ids, Clock clock) {
    this.turns = turns;
    this.directory = directory;
    this.offers = offers;
    this.ids = ids;
    this.clock = clock;
  }

  /** A client that is not paired asks for something of ours. */
  void stanza(Candidate candidate, Node iq) {
    try {
      Node part = iq.requireChild(TAG);
      switch (part.require("stage")) {
        case "companion_hello" -> hello(candidate, iq, part);
        case "companion_finish" -> finish(candidate, iq, part);
        default -> throw QueryRefused.badRequest();
      }
    } catch (QueryRefused e) {
      candidate.outlet().put(QueryTable.refusal(iq, e));
    } catch (UnexpectedNodeException | MalformedJidException _) {
      candidate.outlet().put(QueryTable.refusal(iq, QueryRefused.badRequest()));
    }
  }

  /** A person typed a code: asks the clients to prove that they showed it. */
  void typed(Account account, PublicKey accountKey, TypedCode code) {
    List<Map.Entry<Candidate, CodeRequest>> asked = asking(account);
    if (asked.isEmpty()) {
      code.outcome().accept(Linking.NOT_ON_OFFER);
      return;
    }
    Typing typing = new Typing(code, accountKey, asked.size());
    asked.forEach(entry -> put(typing, entry.getKey(), entry.getValue()));
  }

  private void put(Typing typing, Candidate candidate, CodeRequest request) {
    request.type(typing);
    Node hello =
        Node.of(
                TAG,
                ref(request.ref()),
                Node.of(
                    "link_code_pairing_wrapped_primary_ephemeral_pub", typing.code().wrappedKey()),
                Node.of("primary_identity_pub", typing.accountKey().bytes()))
            .with("stage", "primary_hello");
    candidate
        .outlet()
        .put(
            Node.of("notification", hello)
                .with("from", Jid.NETWORK)
                .with("type", TAG)
                .with("id", ids.next())
                .with("t", clock.instant().getEpochSecond()));
  }

  /** The client went away. */
  void gone(Candidate candidate) {
    CodeRequest request = requests.remove(candidate);
    if (request != null) {
      request.settle(Linking.NO_ANSWER);
    }
  }

  private void hello(Candidate candidate, Node iq, Node part) {
    Jid jid = part.requireJid("jid");
    Registration registration = candidate.registration();
    boolean right =
        jid.server() == Server.PHONE
            && part.requireChild("companion_platform_display").text().matches(DISPLAY)
            && new PublicKey(
                    part.requireChild("companion_server_auth_key_pub").bytes(PublicKey.LENGTH))
                .equals(registration.noiseKey());
    if (!right) {
      throw QueryRefused.badRequest();
    }
    Account account = directory.byNumber(jid.user()).orElseThrow(QueryRefused::notFound);
    byte[] wrapped =
        part.requireChild("link_code_pairing_wrapped_companion_ephemeral_pub")
            .bytes(LinkCodeCrypto.WRAPPED_LENGTH);
    CodeRequest older = requests.get(candidate);
    int number = older == null ? 1 : older.number() + 1;
    if (number > MAX_REQUESTS) {
      throw new QueryRefused(429, "rate-overlimit");
    }
    gone(candidate);
    String ref = ids.next();
    requests.put(candidate, new CodeRequest(account.phone(), ref, wrapped, number));
    candidate
        .outlet()
        .put(QueryTable.reply(iq).adding(Node.of(TAG, ref(ref)).with("stage", "companion_hello")));
  }

  private void finish(Candidate candidate, Node iq, Node part) {
    PublicKey identity =
        new PublicKey(part.requireChild("companion_identity_public").bytes(PublicKey.LENGTH));
    byte[] bundle =
        part.requireChild("link_code_pairing_wrapped_key_bundle")
            .bytes(LinkCodeCrypto.BUNDLE_LENGTH);
    String ref = part.requireChild(REF).text();
    CodeRequest request =
        Optional.ofNullable(requests.get(candidate))
            .filter(r -> r.ref().equals(ref))
            .filter(_ -> identity.equals(candidate.registration().identity()))
            .orElseThrow(QueryRefused::badRequest);
    Typing typing =
        request.typing().filter(t -> !t.decided()).orElseThrow(QueryRefused::badRequest);
    byte[] companionKey = request.wrappedKey();
    // Opening takes several key agreements: that is no work for a turn.
    turns.afterwards(
        () -> {
          Optional<IdentitySigner> signer =
              typing.code().opener().open(companionKey, identity, bundle);
          turns.run(() -> finished(candidate, iq, typing, signer));
        });
  }

  private void finished(
      Candidate candidate, Node iq, Typing typing, Optional<IdentitySigner> signer) {
    CodeRequest request = requests.get(candidate);
    boolean waits =
        request != null
            && !typing.decided()
            && request.typing().filter(t -> t == typing).isPresent();
    if (request == null || !waits) {
      candidate.outlet().put(QueryTable.refusal(iq, QueryRefused.badRequest()));
      return;
    }
    Optional<Account> account = directory.byPhone(request.phone());
    if (signer.isEmpty() || account.isEmpty()) {
      candidate.outlet().put(QueryTable.refusal(iq, QueryRefused.badRequest()));
      request.settle(Linking.WRONG_CODE);
      return;
    }
    candidate.outlet().put(QueryTable.reply(iq));
    request.settle(offers.offer(candidate, account.get(), typing.accountKey(), signer.get()));
  }

  /** The clients that ask this account's person, without those that are being made devices. */
  private List<Map.Entry<Candidate, CodeRequest>> asking(Account account) {
    return requests.entrySet().stream()
        .filter(e -> e.getValue().phone().equals(account.phone()))
        .filter(e -> e.getKey().offer().isEmpty())
        .map(Map.Entry::copyOf)
        .toList();
  }

  private static Node ref(String ref) {
    return Node.of(REF, ref.getBytes(StandardCharsets.US_ASCII));
  }
}
