package org.ledplatform.sandbox.phone;

import org.ledplatform.sandbox.server.IdentitySigner;
import org.ledplatform.sandbox.server.Linking;
import org.ledplatform.whatsapp.crypto.KeyPair;
import org.ledplatform.whatsapp.pairing.AdvIdentity;
import org.ledplatform.whatsapp.pairing.LinkCode;
import org.ledplatform.whatsapp.pairing.QrText;

/** How a phone takes a companion (protocol §5). */
final class Linker {

  private final PhoneParts parts;

  Linker(PhoneParts parts) {
    this.parts = parts;
  }

  /** By the QR that the companion shows. */
  Linking scan(QrText qr) {
    return parts.server().scan(parts.about().getPhone(), qr, signer(qr.advSecret()));
  }

  /** By the code that the companion shows; waits for its answer, so not under the phone's lock. */
  Linking enter(KeyPair identity, LinkCode code) {
    return new LinkCodes(parts.server(), parts.random())
        .enter(parts.about().getPhone(), identity, code, this::signer);
  }

  private IdentitySigner signer(byte[] advSecret) {
    return (companion, keyIndex) ->
        new IdentitySigner.Signed(
            AdvIdentity.container(
                parts.keys().identity().identityKey(),
                companion,
                advSecret,
                parts.about().getRawId(),
                keyIndex,
                parts.clock().instant(),
                parts.random()),
            KeyIndexes.with(parts, keyIndex));
  }
}
