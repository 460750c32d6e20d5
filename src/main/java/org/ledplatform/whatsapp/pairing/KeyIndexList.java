package org.ledplatform.whatsapp.pairing;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;
import org.ledplatform.whatsapp.crypto.Curve;
import org.ledplatform.whatsapp.crypto.KeyPair;
import org.ledplatform.whatsapp.crypto.PublicKey;
import org.ledplatform.whatsapp.proto.ADVKeyIndexList;
import org.ledplatform.whatsapp.proto.ADVSignedKeyIndexList;

/**
 * A phone's word on which of its companions are linked now (protocol §8.1, §12.3): the key indexes
 * of those that are. The phone signs {@code 06 02} and the encoded list; it does not sign the
 * devices' numbers.
 *
 * @param rawId a random number of the account, another one when the phone was set up anew; unsigned
 * @param signedAt seconds; a later list replaces an earlier one of the same {@code rawId}
 * @param currentIndex the highest index that was ever given to a companion; unsigned
 * @param valid the indexes of the companions that are linked; unsigned
 */
public record KeyIndexList(int rawId, Instant signedAt, int currentIndex, Set<Integer> valid) {

  private static final ByteString PREFIX = ByteString.copyFrom(new byte[] {6, 2});

  /** A real account has at most a few companions, each with a number of some bytes. */
  private static final int MAX_LENGTH = 4_096;

  private static final long LAST_SECOND = 253_402_300_799L;

  public KeyIndexList {
    valid = Set.copyOf(valid);
  }

  /**
   * Reads a list without asking who signed it.
   *
   * @param signed an encoded {@code ADVSignedKeyIndexList}
   * @throws MalformedIdentityException when it cannot be read
   */
  public static KeyIndexList read(byte[] signed) {
    return details(outer(signed).getDetails());
  }

  /**
   * Reads a list that the phone with this identity signed. A key inside of the list is not asked:
   * only the known one counts.
   *
   * @param signed an encoded {@code ADVSignedKeyIndexList}
   * @throws MalformedIdentityException when it cannot be read
   * @throws SignatureMismatchException when the phone did not sign it
   */
  public static KeyIndexList verified(byte[] signed, PublicKey phone) {
    ADVSignedKeyIndexList outer = outer(signed);
    if (!Curve.verify(
        phone,
        PREFIX.concat(outer.getDetails()).toByteArray(),
        outer.getAccountSignature().toByteArray())) {
      throw new SignatureMismatchException("The phone did not sign the list of its companions");
    }
    return details(outer.getDetails());
  }

  /** This list with the phone's signature: an encoded {@code ADVSignedKeyIndexList}. */
  public byte[] signed(KeyPair phone, SecureRandom random) {
    ByteString details =
        ADVKeyIndexList.newBuilder()
            .setRawId(rawId)
            .setTimestamp(signedAt.getEpochSecond())
            .setCurrentIndex(currentIndex)
            .addAllValidIndexes(new TreeSet<>(valid))
            .build()
            .toByteString();
    byte[] signature = Curve.sign(phone.privateKey(), PREFIX.concat(details).toByteArray(), random);
    return ADVSignedKeyIndexList.newBuilder()
        .setDetails(details)
        .setAccountSignature(ByteString.copyFrom(signature))
        .build()
        .toByteArray();
  }

  /** Whether a companion with this index is linked. */
  public boolean contains(long keyIndex) {
    return keyIndex >= 0 && keyIndex == (int) keyIndex && valid.contains((int) keyIndex);
  }

  /** Whether the index was given to a companion after this list was made. */
  public boolean isOlderThan(long keyIndex) {
    return keyIndex > Integer.toUnsignedLong(currentIndex);
  }

  private static ADVSignedKeyIndexList outer(byte[] signed) {
    if (signed.length > MAX_LENGTH) {
      throw new MalformedIdentityException("The list of companions is longer than any phone's");
    }
    try {
      return ADVSignedKeyIndexList.parseFrom(signed);
    } catch (InvalidProtocolBufferException e) {
      throw new MalformedIdentityException("The list of companions cannot be read", e);
    }
  }

  private static KeyIndexList details(ByteString bytes) {
    try {
      ADVKeyIndexList list = ADVKeyIndexList.parseFrom(bytes);
      long at = list.getTimestamp();
      if (!list.hasRawId() || !list.hasTimestamp() || at < 0 || at > LAST_SECOND) {
        throw new MalformedIdentityException("The list of companions lacks a number or its time");
      }
      return new KeyIndexList(
          list.getRawId(),
          Instant.ofEpochSecond(at),
          list.getCurrentIndex(),
          new TreeSet<>(list.getValidIndexesList()));
    } catch (InvalidProtocolBufferException e) {
      throw new MalformedIdentityException("The list of companions cannot be read", e);
    }
  }
}
