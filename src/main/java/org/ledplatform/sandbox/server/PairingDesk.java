package org.ledplatform.sandbox.server;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ledplatform.sandbox.account.Account;
import org.ledplatform.sandbox.delivery.Outlet;
import org.ledplatform.sandbox.delivery.StanzaIds;
import org.ledplatform.sandbox.query.QueryTable;
import org.ledplatform.sandbox.server.Candidate.Offer;
import org.ledplatform.whatsapp.crypto.PublicKey;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.node.Node;
import org.ledplatform.whatsapp.noise.HandshakeException;
import org.ledplatform.whatsapp.pairing.QrText;
import org.ledplatform.whatsapp.proto.DevicePairingRegistrationData;

/**
 * Receives clients that are not paired: gives them references to show, and brings scans to the
 * client whose reference it was (protocol §5.1). Touched only in a turn.
 */
final class PairingDesk {

  private static final int REFS = 6;
  private static final int REF_BYTES = 96;

  private final DeviceOffers offers;
  private final CodeDesk codes;
  private final StanzaIds ids;
  private final SecureRandom random;
  private final Map<String, Candidate> byRef = new HashMap<>();

  PairingDesk(DeviceOffers offers, CodeDesk codes, StanzaIds ids, SecureRandom random) {
    this.offers = offers;
    this.codes = codes;
    this.ids = ids;
    this.random = random;
  }

  /**
   * A client wants to become a device: gives it references to show.
   *
   * @throws HandshakeException when what it presented does not hold
   */
  Candidate welcome(Outlet outlet, PublicKey noiseKey, DevicePairingRegistrationData data) {
    Registration registration = Registration.of(noiseKey, data);
    List<String> refs = new ArrayList<>();
    List<Node> nodes = new ArrayList<>();
    for (int i = 0; i < REFS; i++) {
      byte[] bytes = new byte[REF_BYTES];
      random.nextBytes(bytes);
      String ref = "2@" + Base64.getEncoder().encodeToString(bytes);
      refs.add(ref);
      nodes.add(Node.of("ref", ref.getBytes(StandardCharsets.US_ASCII)));
    }
    Candidate candidate = new Candidate(outlet, registration, refs);
    refs.forEach(ref -> byRef.put(ref, candidate));
    outlet.put(
        Node.of("iq", Node.of("pair-device").holding(nodes))
            .with("from", Jid.NETWORK)
            .with("type", "set")
            .with("id", ids.next())
            .with("xmlns", "md"));
    return candidate;
  }

  /** A phone scanned a QR. */
  Linking scanned(Account account, PublicKey accountKey, QrText qr, IdentitySigner signer) {
    Candidate candidate = byRef.get(qr.ref());
    if (candidate == null || candidate.offer().isPresent()) {
      return Linking.NOT_ON_OFFER;
    }
    Registration registration = candidate.registration();
    if (!registration.noiseKey().equals(qr.noiseKey())
        || !registration.identity().equals(qr.identityKey())) {
      return Linking.WRONG_KEYS;
    }
    return offers.offer(candidate, account, accountKey, signer);
  }

  /** A client that is not paired said something. */
  void stanza(Candidate candidate, Node stanza) {
    if (!stanza.tag().equals("iq")) {
      return;
    }
    Optional<Offer> offer = candidate.offer().filter(o -> stanza.has("id", o.query()));
    if (offer.isPresent()) {
      gone(candidate);
      offers.answered(candidate, offer.get(), stanza);
    } else if (stanza.child(CodeDesk.TAG).isPresent() && stanza.has("type", "set")) {
      codes.stanza(candidate, stanza);
    } else if (!stanza.has("type", "result") && !stanza.has("type", "error")) {
      candidate.outlet().put(QueryTable.answerStranger(stanza));
    }
  }

  /** The client went away, or is nobody's candidate any more. */
  void gone(Candidate candidate) {
    candidate.refs().forEach(byRef::remove);
    codes.gone(candidate);
  }
}
