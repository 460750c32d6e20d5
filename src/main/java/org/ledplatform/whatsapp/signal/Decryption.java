package org.ledplatform.whatsapp.signal;

import java.util.List;
import java.util.Optional;
import org.ledplatform.whatsapp.crypto.InvalidKeyException;
import org.ledplatform.whatsapp.proto.StoredRatchet;

/** Finds the ratchet that a message belongs to, or begins it (protocol §7.2, §7.3). */
final class Decryption {

  private final Ratchet ratchet;
  private final LocalIdentity self;
  private final PreKeys preKeys;

  Decryption(Ratchet ratchet, LocalIdentity self, PreKeys preKeys) {
    this.ratchet = ratchet;
    this.self = self;
    this.preKeys = preKeys;
  }

  /**
   * A plaintext and the session after it.
   *
   * @param usedPreKey the one-time key that is of no use any longer
   */
  record Result(byte[] plain, SignalSession session, Optional<Integer> usedPreKey) {}

  /** An {@code enc type=msg}: the ratchet that knows its chain decides, else each may try. */
  Result ofMessage(SignalSession session, WhisperEnvelope message) {
    if (session.isEmpty()) {
      throw new NoSessionException("There is no signal session with this device");
    }
    List<StoredRatchet> ratchets = session.ratchets();
    for (int i = 0; i < ratchets.size(); i++) {
      if (Ratchet.knows(ratchets.get(i), message.ratchetKey())) {
        return in(session, i, message);
      }
    }
    Optional<SignalException> future = Optional.empty();
    for (int i = 0; i < ratchets.size(); i++) {
      try {
        return in(session, i, message);
      } catch (FutureMessageException e) {
        future = Optional.of(e);
      } catch (BadMacException e) {
        // Not of this ratchet; the next may know it.
      }
    }
    throw future.orElseGet(() -> new BadMacException("The message is of none of our sessions"));
  }

  /** An {@code enc type=pkmsg}: its base key names the ratchet when it has begun already. */
  Result ofPreKeyMessage(SignalSession session, PreKeyEnvelope envelope) {
    int begun = session.indexOf(envelope.baseKey());
    if (begun >= 0) {
      return in(session, begun, envelope.message());
    }
    SignedPreKey signed =
        preKeys
            .findSigned(envelope.signedPreKeyId())
            .orElseThrow(() -> new InvalidKeyIdException("We have no such signed pre-key"));
    Optional<PreKey> oneTime = oneTime(envelope);
    try {
      StoredRatchet fresh = X3dh.respond(self, envelope, signed, oneTime);
      Ratchet.Step step = ratchet.decrypt(fresh, envelope.message());
      return new Result(step.bytes(), session.opening(step.after()), oneTime.map(PreKey::id));
    } catch (InvalidKeyException e) {
      throw new MalformedMessageException("A pre-key message holds a worthless key", e);
    }
  }

  private Optional<PreKey> oneTime(PreKeyEnvelope envelope) {
    if (envelope.preKeyId().isEmpty()) {
      return Optional.empty();
    }
    Optional<PreKey> found = preKeys.find(envelope.preKeyId().getAsInt());
    if (found.isEmpty()) {
      throw new InvalidKeyIdException("We have no such pre-key any longer");
    }
    return found;
  }

  private Result in(SignalSession session, int index, WhisperEnvelope message) {
    Ratchet.Step step = ratchet.decrypt(session.ratchets().get(index), message);
    return new Result(step.bytes(), session.stepping(index, step.after()), Optional.empty());
  }
}
