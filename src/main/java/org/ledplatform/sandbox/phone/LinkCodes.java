package org.ledplatform.sandbox.phone;

import java.security.SecureRandom;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.ledplatform.sandbox.server.IdentitySigner;
import org.ledplatform.sandbox.server.Linking;
import org.ledplatform.sandbox.server.SandboxServer;
import org.ledplatform.sandbox.server.TypedCode;
import org.ledplatform.whatsapp.WhatsAppException;
import org.ledplatform.whatsapp.crypto.KeyPair;
import org.ledplatform.whatsapp.crypto.PublicKey;
import org.ledplatform.whatsapp.pairing.LinkCode;
import org.ledplatform.whatsapp.pairing.LinkCodeCrypto;

/** The phone's half of pairing by code (protocol §5.3). Needs no lock of the phone. */
final class LinkCodes {

  private static final long PATIENCE_SECONDS = 10;

  private final SandboxServer server;
  private final SecureRandom random;

  LinkCodes(SandboxServer server, SecureRandom random) {
    this.server = server;
    this.random = random;
  }

  /**
   * A person types a code. Waits until a client has proved that it shows it, ten seconds at most.
   *
   * @param signer vouches for a companion under the secret that both sides derived
   */
  Linking enter(
      String phone, KeyPair identity, LinkCode code, Function<byte[], IdentitySigner> signer) {
    KeyPair ephemeral = KeyPair.generate(random);
    CompletableFuture<Linking> outcome = new CompletableFuture<>();
    AtomicBoolean wrong = new AtomicBoolean();
    server.typed(
        phone,
        new TypedCode(
            LinkCodeCrypto.wrap(code, ephemeral.publicKey(), random),
            (companionKey, companionIdentity, bundle) -> {
              Optional<byte[]> secret =
                  secret(ephemeral, code, companionKey, identity, companionIdentity, bundle);
              if (secret.isEmpty()) {
                wrong.set(true);
              }
              return secret.map(signer);
            },
            outcome::complete));
    return awaited(outcome, wrong);
  }

  private static Optional<byte[]> secret(
      KeyPair ephemeral,
      LinkCode code,
      byte[] companionKey,
      KeyPair identity,
      PublicKey companionIdentity,
      byte[] bundle) {
    try {
      PublicKey companion = LinkCodeCrypto.unwrap(code, companionKey);
      return Optional.of(
          LinkCodeCrypto.open(ephemeral, companion, identity, companionIdentity, bundle));
    } catch (WhatsAppException _) {
      // Another code, or a key with which nothing can be agreed.
      return Optional.empty();
    }
  }

  /** Clients that asked and stay silent must not hide that the one which answered has another. */
  private static Linking awaited(CompletableFuture<Linking> outcome, AtomicBoolean wrong) {
    try {
      return outcome.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException _) {
      return wrong.get() ? Linking.WRONG_CODE : Linking.NO_ANSWER;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return Linking.NO_ANSWER;
    } catch (ExecutionException e) {
      throw new IllegalStateException("An outcome is only ever told", e);
    }
  }
}
