package org.ledplatform.whatsapp.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.ledplatform.whatsapp.Vectors;

class CiphersTest {

  private static final byte[] NONE = {};

  /** RFC 5869, test case 1. */
  @Test
  void derivesTheKeysOfTheRfc() {
    assertThat(
            Hkdf.derive(
                Vectors.hex("0b".repeat(22)),
                Vectors.hex("000102030405060708090a0b0c"),
                Vectors.hex("f0f1f2f3f4f5f6f7f8f9"),
                42))
        .isEqualTo(
            Vectors.hex(
                "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865"));
  }

  @Test
  void derivesTheKeysOfTheVectorsWithoutSalt() {
    Vectors appState = Vectors.group("appState");
    assertThat(Hkdf.derive(appState.bytes("keyData"), NONE, ascii("WhatsApp Mutation Keys"), 160))
        .isEqualTo(appState.bytes("expanded160"));
    assertThat(Hkdf.derive(appState.bytes("ltItem"), NONE, ascii("WhatsApp Patch Integrity"), 128))
        .isEqualTo(appState.bytes("ltExpanded128"));
    Vectors bundle = Vectors.group("pairingBundle");
    byte[] shared =
        Curve.agree(
            bundle.pair("companionEphPriv").privateKey(),
            bundle.pair("primaryEphPriv").publicKey());
    byte[] key =
        Hkdf.derive(
            shared, bundle.bytes("salt"), ascii("link_code_pairing_key_bundle_encryption_key"), 32);
    byte[] sealed = Arrays.copyOfRange(bundle.bytes("bundle"), 44, 156);
    byte[] plain = AesGcm.decrypt(key, bundle.bytes("nonce"), NONE, sealed);
    assertThat(Arrays.copyOfRange(plain, 64, 96)).isEqualTo(bundle.bytes("random"));
  }

  @Test
  void authenticatesTheContainerOfTheVectors() {
    Vectors adv = Vectors.group("adv");
    assertThat(Hmac.sha256(adv.bytes("advSecret"), adv.bytes("signedDeviceIdentity")))
        .isEqualTo(adv.bytes("hmac"));
  }

  @Test
  void gcmRefusesEveryChangedPart() {
    byte[] key = new byte[32];
    byte[] iv = new byte[12];
    byte[] sealed = AesGcm.encrypt(key, iv, ascii("aad"), ascii("hello"));
    assertThat(AesGcm.decrypt(key, iv, ascii("aad"), sealed)).isEqualTo(ascii("hello"));
    byte[] changed = sealed.clone();
    changed[0] ^= 1;
    assertThatThrownBy(() -> AesGcm.decrypt(key, iv, ascii("aad"), changed))
        .isInstanceOf(CipherException.class);
    assertThatThrownBy(() -> AesGcm.decrypt(key, iv, ascii("AAD"), sealed))
        .isInstanceOf(CipherException.class);
    assertThatThrownBy(() -> AesGcm.decrypt(key, iv, NONE, new byte[15]))
        .isInstanceOf(CipherException.class);
  }

  @Test
  void cbcRefusesWrongLengths() {
    byte[] key = new byte[32];
    byte[] iv = new byte[16];
    byte[] sealed = AesCbc.encrypt(key, iv, ascii("hello"));
    assertThat(AesCbc.decrypt(key, iv, sealed)).isEqualTo(ascii("hello"));
    for (int length : new int[] {0, 1, 15, 17}) {
      assertThatThrownBy(() -> AesCbc.decrypt(key, iv, new byte[length]))
          .isInstanceOf(CipherException.class);
    }
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
