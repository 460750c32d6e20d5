package org.ledplatform.whatsapp.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.ledplatform.whatsapp.crypto.Curve;
import org.ledplatform.whatsapp.crypto.KeyPair;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.jid.MalformedJidException;
import org.ledplatform.whatsapp.store.MemoryDeviceStore;

class PreKeysTest {

  private final SecureRandom random = new SecureRandom();
  private final MemoryDeviceStore store = new MemoryDeviceStore();
  private final PreKeys preKeys = new PreKeys(store, random);

  @Test
  void idsCountUpFromOneAndNeverComeAgain() {
    PreKeys.Batch first = preKeys.next(3);
    assertThat(first.keys()).extracting(PreKey::id).containsExactly(1, 2, 3);
    store.commit(first.changes());
    store.commit(List.of(PreKeys.forget(3)));
    PreKeys.Batch second = new PreKeys(store, random).next(2);
    assertThat(second.keys()).extracting(PreKey::id).containsExactly(4, 5);
  }

  @Test
  void keysAreFoundUntilTheyAreForgotten() {
    PreKeys.Batch batch = preKeys.next(1);
    assertThat(preKeys.find(1)).isEmpty();
    store.commit(batch.changes());
    assertThat(preKeys.find(1)).contains(batch.keys().getFirst());
    store.commit(List.of(PreKeys.forget(1)));
    assertThat(preKeys.find(1)).isEmpty();
  }

  @Test
  void signedKeysCarryTheSignatureOfTheIdentity() {
    KeyPair identity = KeyPair.generate(random);
    SignedPreKey signed = preKeys.sign(1, identity);
    store.commit(List.of(preKeys.keep(signed)));
    SignedPreKey found = preKeys.findSigned(1).orElseThrow();
    assertThat(found.keyPair()).isEqualTo(signed.keyPair());
    assertThat(
            Curve.verify(
                identity.publicKey(), found.keyPair().publicKey().withPrefix(), found.signature()))
        .isTrue();
    assertThat(preKeys.findSigned(2)).isEmpty();
  }

  @Test
  void refusesMoreIdsThanThereAre() {
    assertThatThrownBy(() -> preKeys.next(0x1_00_00_00)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void addressesTellPhoneNumbersAndLidsApart() {
    assertThat(SignalAddress.of(Jid.parse("4915112345678:3@s.whatsapp.net")))
        .hasToString("4915112345678.3");
    assertThat(SignalAddress.of(Jid.parse("99887766@lid"))).hasToString("99887766_1.0");
    assertThat(SignalAddress.of(Jid.parse("4915:99@hosted"))).hasToString("4915_128.99");
    assertThat(SignalAddress.of(Jid.parse("99:99@hosted.lid"))).hasToString("99_129.99");
    assertThatThrownBy(() -> SignalAddress.of(Jid.parse("1@g.us")))
        .isInstanceOf(MalformedJidException.class);
  }
}
