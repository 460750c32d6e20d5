package org.ledplatform.whatsapp.client;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.ledplatform.whatsapp.client.PairingCodeRefusedException.Reason;
import org.ledplatform.whatsapp.crypto.KeyPair;
import org.ledplatform.whatsapp.crypto.PublicKey;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.node.Node;
import org.ledplatform.whatsapp.pairing.AdvIdentity;
import org.ledplatform.whatsapp.pairing.Credentials;
import org.ledplatform.whatsapp.pairing.DeviceKeys;
import org.ledplatform.whatsapp.pairing.HmacMismatchException;
import org.ledplatform.whatsapp.pairing.LinkedAccount;
import org.ledplatform.whatsapp.pairing.PairingException;
import org.ledplatform.whatsapp.pairing.PhoneNumber;
import org.ledplatform.whatsapp.pairing.QrRotation;
import org.ledplatform.whatsapp.pairing.QrText;
import org.ledplatform.whatsapp.pairing.SignatureMismatchException;
import org.ledplatform.whatsapp.stanza.FailureStanza;
import org.ledplatform.whatsapp.stanza.IqStanza;
import org.ledplatform.whatsapp.stanza.PairingEvent;
import org.ledplatform.whatsapp.stanza.PairingNotificationStanza;
import org.ledplatform.whatsapp.stanza.StanzaTable;
import org.ledplatform.whatsapp.stanza.StreamErrorStanza;

/**
 * A connection without credentials: shows QRs, and a code when one is asked for, until a phone
 * takes one of them; checks what comes back, and stores the credentials before it answers (protocol
 * §5.1–§5.3).
 */
final class PairingPhase implements Phase {

  private static final int SECRET_LENGTH = 32;
  private static final String PASSKEY =
      "this account asks for a passkey before it links a device, and only WhatsApp's own programs"
          + " can give it; the owner may be able to turn that off on the phone";

  private final Wire wire;
  private final DeviceKeys keys;
  private final BiConsumer<Credentials, PublicKey> paired;
  private final Consumer<ClientEvent> events;
  private final Clock clock;
  private final SecureRandom random;
  private final byte[] advSecret = new byte[SECRET_LENGTH];
  private final StanzaTable table;
  private final CodePairing codes;
  private QrRotation rotation = new QrRotation(List.of());
  private boolean offered;
  private boolean answered;

  /**
   * @param paired makes the credentials and the identity of the phone durable
   * @param executor runs slow cryptography, never in the calling thread
   */
  PairingPhase(
      Wire wire,
      DeviceKeys keys,
      BiConsumer<Credentials, PublicKey> paired,
      Executor executor,
      Consumer<ClientEvent> events,
      Clock clock,
      SecureRandom random) {
    this.wire = wire;
    this.keys = keys;
    this.paired = paired;
    this.events = events;
    this.clock = clock;
    this.random = random;
    random.nextBytes(advSecret);
    this.codes = new CodePairing(wire, keys, executor, events, clock, random);
    StreamErrorStanza streamError = new StreamErrorStanza(wire::streamEnded);
    this.table =
        new StanzaTable(
            Map.of(
                "iq",
                new IqStanza(wire.queries(), wire.out(), this::on),
                "notification",
                new PairingNotificationStanza(wire.out(), this::on),
                "failure",
                new FailureStanza(wire::streamEnded),
                "stream:error",
                streamError,
                "xmlstreamend",
                streamError),
            _ -> {});
  }

  @Override
  public void received(Node stanza) {
    table.handle(stanza);
  }

  private void on(PairingEvent event) {
    switch (event) {
      case PairingEvent.Offered(List<String> refs) -> {
        offered = true;
        rotation = new QrRotation(refs);
        turn(clock.instant());
      }
      case PairingEvent.Answered answer -> accept(answer);
      case PairingEvent.CodeEntered typed -> codes.entered(typed);
      case PairingEvent.PasskeyWanted _ -> events.accept(new ClientEvent.PairingFailed(PASSKEY));
    }
  }

  private void accept(PairingEvent.Answered answer) {
    AdvIdentity.Verified verified;
    try {
      verified = verify(answer.container());
    } catch (PairingException e) {
      refuse(answer.id(), e);
      return;
    }
    LinkedAccount account =
        new LinkedAccount(
            answer.jid(),
            answer.lid(),
            answer.platform(),
            answer.businessName(),
            verified.signedIdentity());
    paired.accept(new Credentials(keys, account), verified.accountKey());
    answered = true;
    wire.out().send(reply(answer.id(), verified));
    events.accept(
        new ClientEvent.Paired(
            account.jid(), account.lid(), account.platform(), account.pushName()));
  }

  /** Whoever answers took the QR or the code; each has a secret of its own. */
  private AdvIdentity.Verified verify(byte[] container) {
    KeyPair identity = keys.local().identityKey();
    if (codes.advSecret().isPresent()) {
      try {
        return AdvIdentity.accept(container, codes.advSecret().get(), identity, random);
      } catch (HmacMismatchException _) {
        // Then it was the QR after all.
      }
    }
    return AdvIdentity.accept(container, advSecret, identity, random);
  }

  private static Node reply(String id, AdvIdentity.Verified verified) {
    Node identity =
        Node.of("device-identity", verified.reply()).with("key-index", verified.keyIndex());
    return Node.of("iq", Node.of("pair-device-sign", identity))
        .with("to", Jid.NETWORK)
        .with("type", "result")
        .with("id", id);
  }

  private void refuse(String id, PairingException cause) {
    Node error =
        switch (cause) {
          case HmacMismatchException _ -> error(401, "hmac-mismatch");
          case SignatureMismatchException _ -> error(401, "signature-mismatch");
          default -> error(500, "internal-error");
        };
    wire.out()
        .send(Node.of("iq", error).with("to", Jid.NETWORK).with("type", "error").with("id", id));
    String why = String.valueOf(cause.getMessage());
    events.accept(new ClientEvent.PairingFailed(why));
    wire.end().accept(new CloseReason.PairingRefused(why));
  }

  private static Node error(int code, String text) {
    return Node.of("error").with("code", code).with("text", text);
  }

  /**
   * Asks for a code to type into this phone.
   *
   * @param told hears the code, or a {@link PairingCodeRefusedException}
   */
  void requestCode(PhoneNumber number, CompletableFuture<PairingCode> told) {
    if (!offered || answered) {
      told.completeExceptionally(new PairingCodeRefusedException(Reason.NOT_PAIRING));
    } else {
      codes.request(number, rotation.endsAt(), told);
    }
  }

  @Override
  public void tick(Instant now) {
    wire.queries().expire(now);
    if (offered && !answered) {
      if (rotation.exhausted(now)) {
        if (!codes.agreeing(now)) {
          wire.end().accept(new CloseReason.QrsExpired());
        }
      } else {
        turn(now);
      }
    }
  }

  private void turn(Instant now) {
    Optional<QrRotation.Shown> next = rotation.turn(now);
    next.ifPresent(
        shown ->
            events.accept(
                new ClientEvent.QrOffered(
                    new QrText(
                            shown.ref(),
                            keys.noiseKey().publicKey(),
                            keys.local().identityKey().publicKey(),
                            advSecret)
                        .format(),
                    shown.expiresAt())));
  }

  @Override
  public boolean waiting() {
    return !offered;
  }

  /** The network hangs up at about the time when the last QR expires. */
  @Override
  public CloseReason explain(CloseReason reason) {
    boolean hungUp = reason instanceof CloseReason.ConnectionLost;
    return hungUp && offered && !answered && rotation.showingLast()
        ? new CloseReason.QrsExpired()
        : reason;
  }

  @Override
  public void over() {
    codes.over();
    wire.queries().failAll();
  }
}
