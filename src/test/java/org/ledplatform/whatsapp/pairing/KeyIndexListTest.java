package org.ledplatform.whatsapp.pairing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.ledplatform.whatsapp.crypto.Curve;
import org.ledplatform.whatsapp.crypto.KeyPair;
import org.ledplatform.whatsapp.proto.ADVKeyIndexList;
import org.ledplatform.whatsapp.proto.ADVSignedKeyIndexList;

class KeyIndexListTest {

  private final SecureRandom random = new SecureRandom();
  private final KeyPair phone = KeyPair.generate(random);
  private final KeyIndexList list =
      new KeyIndexList(140_947_996, Instant.ofEpochSecond(1_778_525_800), 6, Set.of(0, 1, 5, 6));

  @Test
  void aSignedListReadsBack() {
    byte[] signed = list.signed(phone, random);
    assertThat(KeyIndexList.verified(signed, phone.publicKey())).isEqualTo(list);
    assertThat(KeyIndexList.read(signed)).isEqualTo(list);
  }

  /** A list that a real phone signed verified under these two bytes and under no others. */
  @Test
  void thePhoneSignsTheListBehindTheBytesSixAndTwo() throws InvalidProtocolBufferException {
    ADVSignedKeyIndexList signed = ADVSignedKeyIndexList.parseFrom(list.signed(phone, random));
    byte[] message =
        ByteString.copyFrom(new byte[] {6, 2}).concat(signed.getDetails()).toByteArray();
    assertThat(Curve.verify(phone.publicKey(), message, signed.getAccountSignature().toByteArray()))
        .isTrue();
    assertThat(signed.hasAccountSignatureKey()).isFalse();
  }

  @Test
  void noOtherKeyCountsNotEvenOneInsideOfTheList() throws InvalidProtocolBufferException {
    KeyPair thief = KeyPair.generate(random);
    byte[] forged =
        ADVSignedKeyIndexList.parseFrom(list.signed(thief, random)).toBuilder()
            .setAccountSignatureKey(ByteString.copyFrom(thief.publicKey().bytes()))
            .build()
            .toByteArray();
    assertThatThrownBy(() -> KeyIndexList.verified(forged, phone.publicKey()))
        .isInstanceOf(SignatureMismatchException.class);
  }

  @Test
  void whatCannotBeAListIsRefusedByItsName() {
    assertMalformed(new byte[] {1, 2, 3});
    assertMalformed(new byte[5_000]);
    assertMalformed(new byte[0]);
    assertMalformed(outer(ByteString.copyFrom(new byte[] {-1})));
    assertMalformed(outer(ADVKeyIndexList.newBuilder().setRawId(1).build().toByteString()));
    assertMalformed(
        outer(ADVKeyIndexList.newBuilder().setRawId(1).setTimestamp(-1).build().toByteString()));
  }

  private static byte[] outer(ByteString details) {
    return ADVSignedKeyIndexList.newBuilder().setDetails(details).build().toByteArray();
  }

  private static void assertMalformed(byte[] bytes) {
    assertThatThrownBy(() -> KeyIndexList.read(bytes))
        .isInstanceOf(MalformedIdentityException.class);
  }

  @Test
  void indexesAreUnsigned() {
    assertThat(list.contains(5)).isTrue();
    assertThat(list.contains(4)).isFalse();
    assertThat(list.contains(0x1_00_00_00_05L)).isFalse();
    assertThat(list.isOlderThan(7)).isTrue();
    assertThat(list.isOlderThan(6)).isFalse();
    assertThat(new KeyIndexList(1, Instant.EPOCH, -1, Set.of()).isOlderThan(7)).isFalse();
  }
}
