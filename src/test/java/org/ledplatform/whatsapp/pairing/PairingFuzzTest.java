package org.ledplatform.whatsapp.pairing;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.google.protobuf.ByteString;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import org.ledplatform.fuzz.Refused;
import org.ledplatform.whatsapp.crypto.Hmac;
import org.ledplatform.whatsapp.crypto.KeyPair;
import org.ledplatform.whatsapp.proto.ADVSignedDeviceIdentityHMAC;
import org.ledplatform.whatsapp.proto.ADVSignedKeyIndexList;

/** What travels when a device is linked, from whoever is at the other end. */
class PairingFuzzTest {

  private static final SecureRandom RANDOM = new SecureRandom();
  private static final byte[] SECRET = new byte[32];
  private static final KeyPair OWN = KeyPair.generate(RANDOM);
  private static final KeyPair ACCOUNT = KeyPair.generate(RANDOM);

  @FuzzTest
  void aQrReadsBackFromItsText(byte[] input) {
    QrText qr;
    try {
      qr = QrText.parse(new String(input, StandardCharsets.UTF_8));
    } catch (NotAPairingQrException _) {
      return;
    }
    assertThat(QrText.parse(qr.format()).noiseKey()).isEqualTo(qr.noiseKey());
  }

  @FuzzTest
  void noIdentityIsAcceptedThatTheAccountDidNotSign(byte[] input) {
    assertThat(Refused.orDone(() -> AdvIdentity.accept(input, SECRET, OWN, RANDOM))).isTrue();
    byte[] authentic =
        ADVSignedDeviceIdentityHMAC.newBuilder()
            .setDetails(ByteString.copyFrom(input))
            .setHmac(ByteString.copyFrom(Hmac.sha256(SECRET, input)))
            .build()
            .toByteArray();
    assertThat(Refused.orDone(() -> AdvIdentity.accept(authentic, SECRET, OWN, RANDOM))).isTrue();
  }

  @FuzzTest
  void aPhoneReadsAnyReply(byte[] input) {
    Refused.orDone(
        () ->
            assertThat(AdvIdentity.verifyReply(input, OWN.publicKey(), ACCOUNT.publicKey()))
                .isFalse());
    Refused.orDone(() -> AdvIdentity.withAccountKey(input, ACCOUNT.publicKey()));
  }

  /** What comes beside a first message or a companion's keys. */
  @FuzzTest
  void nobodyVouchesForADeviceWithBytesOfSomebodyElse(byte[] input) {
    Refused.orDone(
        () ->
            assertThat(AdvIdentity.vouches(input, OWN.publicKey(), ACCOUNT.publicKey())).isFalse());
    Refused.orDone(() -> AdvIdentity.accountIn(input));
  }

  /** What the network says that a phone signed, with the signature and as its content alone. */
  @FuzzTest
  void noListOfCompanionsIsBelievedThatThePhoneDidNotSign(byte[] input) {
    assertThat(Refused.orDone(() -> KeyIndexList.verified(input, ACCOUNT.publicKey()))).isTrue();
    byte[] unsigned =
        ADVSignedKeyIndexList.newBuilder()
            .setDetails(ByteString.copyFrom(input))
            .build()
            .toByteArray();
    for (byte[] list : List.of(input, unsigned)) {
      Refused.orDone(() -> assertThat(KeyIndexList.read(list).contains(-1L)).isFalse());
    }
  }

  /** What somebody types, and what the network says the phone answered. */
  @FuzzTest
  void anyCodeAndAnyBundleIsReadOrRefused(byte[] input) {
    Refused.orDone(() -> LinkCode.parse(new String(input, StandardCharsets.UTF_8)));
    byte[] bundle = Arrays.copyOf(input, LinkCodeCrypto.BUNDLE_LENGTH);
    for (byte[] sealed : List.of(input, bundle)) {
      assertThat(
              Refused.orDone(
                  () ->
                      LinkCodeCrypto.open(
                          ACCOUNT, OWN.publicKey(), ACCOUNT, OWN.publicKey(), sealed)))
          .isTrue();
    }
  }
}
