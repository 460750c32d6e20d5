package org.ledplatform.sandbox.server;

import java.util.Optional;
import java.util.function.Consumer;
import org.ledplatform.whatsapp.crypto.PublicKey;

/**
 * What a phone hands to the network after its person typed a code (protocol §5.3).
 *
 * @param wrappedKey the phone's ephemeral key under the code; 80 bytes
 * @param opener opens what a client answers
 * @param outcome hears once what came of it; quick, and called in or after a turn
 */
public record TypedCode(byte[] wrappedKey, Opener opener, Consumer<Linking> outcome) {

  /** Opens a client's key bundle. Called outside of turns. */
  @FunctionalInterface
  public interface Opener {

    /**
     * Who vouches for the client from now on; empty when the bundle was made with another code.
     *
     * @param companionKey the client's ephemeral key under its own code; 80 bytes
     */
    Optional<IdentitySigner> open(byte[] companionKey, PublicKey companionIdentity, byte[] bundle);
  }
}
