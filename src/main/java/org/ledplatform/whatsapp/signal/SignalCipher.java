package org.ledplatform.whatsapp.signal;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.ledplatform.whatsapp.crypto.PublicKey;
import org.ledplatform.whatsapp.store.DeviceStore;
import org.ledplatform.whatsapp.store.StoreChange;

/** The cipher. */
public final class SignalCipher {

  public SignalCipher(DeviceStore store, LocalIdentity self, SecureRandom random, Clock clock) {}

  public record Encrypted(boolean preKey, byte[] bytes, List<StoreChange> changes) {}

  public record Decrypted(byte[] plain, List<StoreChange> changes, boolean identityChanged) {}

  public boolean hasSession(SignalAddress address) {
    throw new UnsupportedOperationException();
  }

  public Optional<PublicKey> identityOf(SignalAddress address) {
    throw new UnsupportedOperationException();
  }

  public List<StoreChange> startSession(SignalAddress to, PreKeyBundle bundle) {
    throw new UnsupportedOperationException();
  }

  public Encrypted encrypt(SignalAddress to, byte[] plain) {
    throw new UnsupportedOperationException();
  }

  public Decrypted decrypt(SignalAddress from, boolean preKey, byte[] bytes) {
    throw new UnsupportedOperationException();
  }
}
