package org.ledplatform.whatsapp.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import it.auties.curve25519.Curve25519;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.ledplatform.whatsapp.Vectors;

class CurveTest {

  private static final BigInteger ORDER =
      BigInteger.TWO.pow(252).add(new BigInteger("27742317777372353535851937790883648493"));

  private final SecureRandom random = new SecureRandom();

  /** RFC 7748, section 5.2 and section 6.1. */
  @Test
  void agreesOnTheSecretOfTheRfc() {
    assertThat(
            Curve.agree(
                new PrivateKey(
                    Vectors.hex(
                        "a546e36bf0527c9d3b16154b82465edd62144c0ac1fc5a18506a2244ba449ac4")),
                new PublicKey(
                    Vectors.hex(
                        "e6db6867583030db3594c1a424b15f7c726624ec26b3353b10a903a6d0ab1c4c"))))
        .isEqualTo(Vectors.hex("c3da55379de9c6908e94ea4df28d084f32eccf03491c71f754b4075577a28552"));
    assertThat(
            pair("5dab087e624a8a4b79e17f8b83800ee66f3bb1292618b6fd1c2f8b27ff88e0eb")
                .publicKey()
                .bytes())
        .isEqualTo(Vectors.hex("de9edb7d7b7dc1b4d35b61c2ece435373f8343c85b78674dadfc7e146f882b4f"));
  }

  @Test
  void derivesThePublicKeysOfTheVectors() {
    Vectors noise = Vectors.group("noise");
    for (String name : new String[] {"clientEph", "clientStatic", "serverEph", "serverStatic"}) {
      assertThat(noise.pair(name + "Priv").publicKey()).isEqualTo(noise.key(name + "Pub"));
    }
  }

  @Test
  void theHighestBitOfAPublicKeyMeansNothing() {
    KeyPair own = KeyPair.generate(random);
    KeyPair other = KeyPair.generate(random);
    byte[] marked = other.publicKey().bytes().clone();
    marked[31] |= (byte) 0x80;
    assertThat(Curve.agree(own.privateKey(), new PublicKey(marked)))
        .isEqualTo(Curve.agree(own.privateKey(), other.publicKey()));
  }

  @Test
  void bothSidesAgreeOnTheSameSecret() {
    for (int i = 0; i < 50; i++) {
      KeyPair one = KeyPair.generate(random);
      KeyPair other = KeyPair.generate(random);
      byte[] secret = Curve.agree(one.privateKey(), other.publicKey());
      assertThat(secret)
          .isEqualTo(Curve.agree(other.privateKey(), one.publicKey()))
          .isEqualTo(Curve25519.sharedKey(other.publicKey().bytes(), one.privateKey().bytes()));
    }
  }

  @Test
  void refusesPublicKeysThatMakeTheSecretZero() {
    byte[] one = new byte[32];
    one[0] = 1;
    KeyPair pair = KeyPair.generate(random);
    for (byte[] weak : new byte[][] {new byte[32], one}) {
      assertThatThrownBy(() -> Curve.agree(pair.privateKey(), new PublicKey(weak)))
          .isInstanceOf(InvalidKeyException.class);
    }
  }

  @Test
  void verifiesTheSignaturesOfTheVectors() {
    Vectors adv = Vectors.group("adv");
    byte[] details = adv.bytes("details");
    byte[] device = adv.bytes("devicePub");
    byte[] account = adv.bytes("accountPub");
    assertThat(
            Curve.verify(
                adv.key("accountPub"),
                join(new byte[] {6, 0}, details, device),
                adv.bytes("accountSignature")))
        .isTrue();
    assertThat(
            Curve.verify(
                adv.key("devicePub"),
                join(new byte[] {6, 1}, details, device, account),
                adv.bytes("deviceSignatureExample")))
        .isTrue();
    Vectors signal = Vectors.group("signal");
    Vectors signed = signal.inner("bobSignedPreKey");
    assertThat(
            Curve.verify(
                signal.key("bobIdPub"), signed.key("pub").withPrefix(), signed.bytes("sig")))
        .isTrue();
  }

  @Test
  void verifiesWhatItSignsWithKeysOfBothSigns() {
    int kept = 0;
    for (int i = 0; i < 40; i++) {
      KeyPair pair = KeyPair.generate(random);
      byte[] message = new byte[i * 7];
      random.nextBytes(message);
      byte[] signature = Curve.sign(pair.privateKey(), message, random);
      assertThat(Curve.verify(pair.publicKey(), message, signature)).isTrue();
      kept += signature[63] < 0 ? 1 : 0;
    }
    assertThat(kept).isBetween(1, 39);
  }

  @Test
  void verifiesSignersThatMakeTheSignBitZero() {
    for (int i = 0; i < 40; i++) {
      KeyPair pair = KeyPair.generate(random);
      byte[] message = {1, 2, 3, (byte) i};
      byte[] signature = Curve.sign(pair.privateKey(), message, random);
      if (signature[63] < 0) {
        byte[] negated = negated(pair.privateKey().bytes());
        byte[] noise = new byte[64];
        random.nextBytes(noise);
        byte[] other = Curve25519.sign(negated, message, noise);
        assertThat(other[63]).isNotNegative();
        assertThat(Curve.verify(pair.publicKey(), message, other)).isTrue();
      }
    }
  }

  @Test
  void refusesEveryChangedBitOfASignature() {
    KeyPair pair = KeyPair.generate(random);
    byte[] message = "the message".getBytes(java.nio.charset.StandardCharsets.UTF_8);
    byte[] signature = Curve.sign(pair.privateKey(), message, random);
    for (int bit = 0; bit < 512; bit++) {
      byte[] changed = signature.clone();
      changed[bit / 8] ^= (byte) (1 << bit % 8);
      assertThat(Curve.verify(pair.publicKey(), message, changed)).as("bit %d", bit).isFalse();
    }
    assertThat(Curve.verify(pair.publicKey(), new byte[0], signature)).isFalse();
    assertThat(Curve.verify(KeyPair.generate(random).publicKey(), message, signature)).isFalse();
  }

  @Test
  void refusesTheSameSignatureWrittenWithAnUnreducedScalar() {
    KeyPair pair = KeyPair.generate(random);
    byte[] signature = Curve.sign(pair.privateKey(), new byte[3], random);
    byte[] s = new byte[32];
    System.arraycopy(signature, 32, s, 0, 32);
    byte sign = (byte) (s[31] & 0x80);
    s[31] &= 0x7F;
    byte[] larger = littleEndian(number(s).add(ORDER));
    System.arraycopy(larger, 0, signature, 32, 32);
    signature[63] |= sign;
    assertThat(Curve.verify(pair.publicKey(), new byte[3], signature)).isFalse();
  }

  @Test
  void callsGarbageInvalidWithoutThrowing() {
    Random garbage = new Random(1);
    for (int length : new int[] {0, 1, 10, 63, 64, 65, 128}) {
      byte[] bytes = new byte[length];
      garbage.nextBytes(bytes);
      byte[] key = new byte[32];
      garbage.nextBytes(key);
      assertThat(Curve.verify(new PublicKey(key), bytes, bytes)).isFalse();
    }
  }

  @Test
  void keysHaveExactlyTheirLength() {
    assertThatThrownBy(() -> new PublicKey(new byte[31])).isInstanceOf(InvalidKeyException.class);
    assertThatThrownBy(() -> new PrivateKey(new byte[33])).isInstanceOf(InvalidKeyException.class);
    assertThatThrownBy(() -> PublicKey.ofPrefixed(new byte[33]))
        .isInstanceOf(InvalidKeyException.class);
    PublicKey key = KeyPair.generate(random).publicKey();
    assertThat(PublicKey.ofPrefixed(key.withPrefix())).isEqualTo(key).hasSameHashCodeAs(key);
  }

  @Test
  void privateKeysAreNeverPrinted() {
    KeyPair pair = KeyPair.generate(random);
    assertThat(pair.toString()).contains("hidden");
  }

  private static KeyPair pair(String privateKey) {
    return KeyPair.of(new PrivateKey(Vectors.hex(privateKey)));
  }

  private static byte[] negated(byte[] scalar) {
    return littleEndian(ORDER.subtract(number(scalar).mod(ORDER)));
  }

  private static BigInteger number(byte[] littleEndian) {
    return new BigInteger(1, reversed(littleEndian));
  }

  private static byte[] littleEndian(BigInteger number) {
    byte[] bytes = reversed(number.toByteArray());
    return java.util.Arrays.copyOf(bytes, 32);
  }

  private static byte[] reversed(byte[] bytes) {
    byte[] result = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      result[i] = bytes[bytes.length - 1 - i];
    }
    return result;
  }

  private static byte[] join(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }
}
