package org.ledplatform.whatsapp.pairing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.ledplatform.whatsapp.Vectors;
import org.ledplatform.whatsapp.crypto.Curve;
import org.ledplatform.whatsapp.crypto.KeyPair;
import org.ledplatform.whatsapp.proto.ADVSignedDeviceIdentity;
import org.ledplatform.whatsapp.proto.ADVSignedDeviceIdentityHMAC;

class AdvIdentityTest {

  private final Vectors adv = Vectors.group("adv");
  private final SecureRandom random = new SecureRandom();
  private final KeyPair account = adv.pair("accountPriv");
  private final KeyPair device = adv.pair("devicePriv");
  private final byte[] secret = adv.bytes("advSecret");

  @Test
  void acceptsTheContainerThatAPhoneMade() {
    AdvIdentity.Verified verified =
        AdvIdentity.accept(adv.bytes("container"), secret, device, random);
    assertThat(verified.accountKey()).isEqualTo(adv.key("accountPub"));
    assertThat(verified.keyIndex()).isEqualTo(3);
  }

  @Test
  void keepsTheAccountKeyAndSendsTheReplyWithoutIt() throws Exception {
    AdvIdentity.Verified verified =
        AdvIdentity.accept(adv.bytes("container"), secret, device, random);
    var kept = ADVSignedDeviceIdentity.parseFrom(verified.signedIdentity());
    var reply = ADVSignedDeviceIdentity.parseFrom(verified.reply());
    assertThat(kept.getAccountSignatureKey().toByteArray()).isEqualTo(adv.bytes("accountPub"));
    assertThat(reply.hasAccountSignatureKey()).isFalse();
    assertThat(reply.getDeviceSignature()).isEqualTo(kept.getDeviceSignature());
    assertThat(AdvIdentity.withAccountKey(verified.reply(), account.publicKey()))
        .isEqualTo(verified.signedIdentity());
  }

  @Test
  void signsWhatTheVectorsSign() {
    byte[] signed = Vectors.hex("0601" + adv.text("details") + adv.text("devicePub"));
    byte[] all = java.util.Arrays.copyOf(signed, signed.length + 32);
    System.arraycopy(adv.bytes("accountPub"), 0, all, signed.length, 32);
    assertThat(Curve.verify(device.publicKey(), all, adv.bytes("deviceSignatureExample"))).isTrue();
  }

  @Test
  void bothSidesOfItFit() {
    byte[] container =
        AdvIdentity.container(
            account, device.publicKey(), secret, 77, 5, Instant.ofEpochSecond(1000), random);
    AdvIdentity.Verified verified = AdvIdentity.accept(container, secret, device, random);
    assertThat(verified.keyIndex()).isEqualTo(5);
    assertThat(AdvIdentity.verifyReply(verified.reply(), device.publicKey(), account.publicKey()))
        .isTrue();
  }

  @Test
  void refusesAContainerMadeWithAnotherSecret() {
    byte[] other = secret.clone();
    other[0] ^= 1;
    assertThatThrownBy(() -> AdvIdentity.accept(adv.bytes("container"), other, device, random))
        .isInstanceOf(HmacMismatchException.class);
  }

  @Test
  void refusesAnAccountThatSignedAnotherDevice() {
    KeyPair other = KeyPair.generate(random);
    byte[] container =
        AdvIdentity.container(
            account, other.publicKey(), secret, 77, 5, Instant.ofEpochSecond(1000), random);
    assertThatThrownBy(() -> AdvIdentity.accept(container, secret, device, random))
        .isInstanceOf(SignatureMismatchException.class);
  }

  @Test
  void refusesAForgedAccountSignatureEvenUnderTheRightSecret() throws Exception {
    var outer = ADVSignedDeviceIdentityHMAC.parseFrom(adv.bytes("container"));
    var forged =
        ADVSignedDeviceIdentity.parseFrom(outer.getDetails()).toBuilder()
            .setAccountSignatureKey(
                com.google.protobuf.ByteString.copyFrom(
                    KeyPair.generate(random).publicKey().bytes()))
            .build()
            .toByteString();
    byte[] container =
        outer.toBuilder()
            .setDetails(forged)
            .setHmac(
                com.google.protobuf.ByteString.copyFrom(
                    org.ledplatform.whatsapp.crypto.Hmac.sha256(secret, forged.toByteArray())))
            .build()
            .toByteArray();
    assertThatThrownBy(() -> AdvIdentity.accept(container, secret, device, random))
        .isInstanceOf(SignatureMismatchException.class);
  }

  @Test
  void refusesWhatCannotBeRead() {
    assertThatThrownBy(() -> AdvIdentity.accept(new byte[] {1, 2, 3}, secret, device, random))
        .isInstanceOf(PairingException.class);
    assertThatThrownBy(() -> AdvIdentity.accept(new byte[0], secret, device, random))
        .isInstanceOf(PairingException.class);
  }

  @Test
  void noticesAReplyThatAnotherDeviceSigned() {
    KeyPair other = KeyPair.generate(random);
    AdvIdentity.Verified verified =
        AdvIdentity.accept(adv.bytes("container"), secret, device, random);
    assertThat(AdvIdentity.verifyReply(verified.reply(), other.publicKey(), account.publicKey()))
        .isFalse();
  }
}
