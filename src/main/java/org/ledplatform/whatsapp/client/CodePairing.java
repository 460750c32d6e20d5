package org.ledplatform.whatsapp.client;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.ledplatform.whatsapp.WhatsAppException;
import org.ledplatform.whatsapp.client.PairingCodeRefusedException.Reason;
import org.ledplatform.whatsapp.crypto.KeyPair;
import org.ledplatform.whatsapp.crypto.PublicKey;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.node.UnexpectedNodeException;
import org.ledplatform.whatsapp.pairing.DeviceKeys;
import org.ledplatform.whatsapp.pairing.LinkCode;
import org.ledplatform.whatsapp.pairing.LinkCodeCrypto;
import org.ledplatform.whatsapp.pairing.PhoneNumber;
import org.ledplatform.whatsapp.stanza.PairingEvent;
import org.ledplatform.whatsapp.stanza.PairingQuestions;
import org.ledplatform.whatsapp.stanza.QueryFailure;

/**
 * Pairing by a code that somebody types into the phone (protocol §5.3), beside the QRs of the same
 * connection. One code at a time: a new one replaces the one before. Lives on the lane; the
 * cryptography that is slow on purpose runs beside it.
 */
final class CodePairing {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Wire wire;
  private final DeviceKeys keys;
  private final Executor executor;
  private final Consumer<ClientEvent> events;
  private final Clock clock;
  private final SecureRandom random;
  private Optional<Asked> asked = Optional.empty();
  private Optional<Offer> offer = Optional.empty();
  private Optional<byte[]> advSecret = Optional.empty();
  private Instant busyUntil = Instant.MIN;

  /** A request on its way. */
  private record Asked(PhoneNumber number, Instant expiresAt, CompletableFuture<PairingCode> told) {
    void fail(Reason reason) {
      told.completeExceptionally(new PairingCodeRefusedException(reason));
    }
  }

  /** A code that may be typed now. */
  private record Offer(Jid phone, LinkCode code, KeyPair ephemeral, byte[] ref) {}

  /**
   * @param executor runs the slow cryptography, never in the calling thread
   */
  CodePairing(
      Wire wire,
      DeviceKeys keys,
      Executor executor,
      Consumer<ClientEvent> events,
      Clock clock,
      SecureRandom random) {
    this.wire = wire;
    this.keys = keys;
    this.executor = executor;
    this.events = events;
    this.clock = clock;
    this.random = random;
  }

  /** Asks the network to take a new code for this phone; {@code told} hears how it went. */
  void request(PhoneNumber number, Instant expiresAt, CompletableFuture<PairingCode> told) {
    Asked request = new Asked(number, expiresAt, told);
    if (asked.isPresent()) {
      request.fail(Reason.BUSY);
      return;
    }
    asked = Optional.of(request);
    LinkCode code = LinkCode.generate(random);
    KeyPair ephemeral = KeyPair.generate(random);
    executor.execute(
        () -> {
          byte[] wrapped = LinkCodeCrypto.wrap(code, ephemeral.publicKey(), random);
          wire.lane().execute(() -> hello(request, code, ephemeral, wrapped));
        });
  }

  private void hello(Asked request, LinkCode code, KeyPair ephemeral, byte[] wrapped) {
    if (asked.isEmpty()) {
      return;
    }
    wire.queries()
        .ask(
            PairingQuestions.companionHello(
                request.number().jid(), wrapped, keys.noiseKey().publicKey()),
            answer -> {
              asked = Optional.empty();
              try {
                byte[] ref = PairingQuestions.refOf(answer);
                offer(request, new Offer(request.number().jid(), code, ephemeral, ref));
              } catch (UnexpectedNodeException _) {
                request.fail(Reason.REFUSED);
              }
            },
            failure -> {
              asked = Optional.empty();
              request.told().completeExceptionally(PairingCodeRefusedException.of(failure));
            });
  }

  private void offer(Asked request, Offer taken) {
    offer = Optional.of(taken);
    PairingCode code = new PairingCode(taken.code().shown(), request.expiresAt());
    events.accept(new ClientEvent.CodeOffered(code));
    request.told().complete(code);
  }

  /** Somebody typed a code into the phone. A pairing that we do not know is ignored. */
  void entered(PairingEvent.CodeEntered typed) {
    offer
        .filter(known -> Arrays.equals(known.ref(), typed.ref()))
        .ifPresent(known -> agree(known, typed));
  }

  private void agree(Offer known, PairingEvent.CodeEntered typed) {
    busyUntil = clock.instant().plus(PATIENCE);
    executor.execute(
        () -> {
          try {
            PublicKey phoneEphemeral =
                LinkCodeCrypto.unwrap(known.code(), typed.wrappedEphemeral());
            LinkCodeCrypto.Sealed sealed =
                LinkCodeCrypto.seal(
                    known.ephemeral(),
                    phoneEphemeral,
                    keys.local().identityKey(),
                    new PublicKey(typed.phoneIdentity()),
                    random);
            wire.lane().execute(() -> finish(known, sealed));
          } catch (WhatsAppException e) {
            wire.lane().execute(() -> failed(e.getClass().getSimpleName()));
          }
        });
  }

  private void finish(Offer known, LinkCodeCrypto.Sealed sealed) {
    if (offer.isEmpty() || offer.get() != known) {
      return;
    }
    advSecret = Optional.of(sealed.advSecret());
    wire.queries()
        .ask(
            PairingQuestions.companionFinish(
                known.phone(),
                known.ref(),
                sealed.bundle(),
                keys.local().identityKey().publicKey()),
            _ -> {},
            this::notFinished);
  }

  /** A connection that ends with the pairing, as it does after every success, failed nobody. */
  private void notFinished(QueryFailure failure) {
    if (!(failure instanceof QueryFailure.ConnectionGone)) {
      failed("the phone did not accept the code (" + failure.text() + ")");
    }
  }

  private void failed(String why) {
    advSecret = Optional.empty();
    busyUntil = Instant.MIN;
    events.accept(new ClientEvent.PairingFailed(why));
  }

  /** The secret that the answer to our code is made with; empty while no code was typed. */
  Optional<byte[]> advSecret() {
    return advSecret;
  }

  /** Whether a code was typed and the answer is due. */
  boolean agreeing(Instant now) {
    return now.isBefore(busyUntil);
  }

  /** The connection is gone, and its code with it. */
  void over() {
    asked.ifPresent(request -> request.fail(Reason.NO_ANSWER));
    asked = Optional.empty();
    offer = Optional.empty();
  }
}
