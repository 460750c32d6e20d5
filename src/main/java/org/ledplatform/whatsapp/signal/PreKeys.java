package org.ledplatform.whatsapp.signal;

import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import org.ledplatform.whatsapp.crypto.KeyPair;
import org.ledplatform.whatsapp.store.DeviceStore;
import org.ledplatform.whatsapp.store.StoreChange;

/** Keys. */
public final class PreKeys {

  public record Batch(List<PreKey> keys, List<StoreChange> changes) {}

  public PreKeys(DeviceStore store, SecureRandom random) {}

  public Batch next(int count) {
    throw new UnsupportedOperationException();
  }

  public Optional<PreKey> find(int id) {
    throw new UnsupportedOperationException();
  }

  public Optional<SignedPreKey> findSigned(int id) {
    throw new UnsupportedOperationException();
  }

  public SignedPreKey sign(int id, KeyPair identityKey) {
    throw new UnsupportedOperationException();
  }

  public StoreChange keep(SignedPreKey key) {
    throw new UnsupportedOperationException();
  }
}
