package org.ledplatform.whatsapp.signal;

import com.google.protobuf.ByteString;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.ledplatform.whatsapp.crypto.AesCbc;
import org.ledplatform.whatsapp.crypto.CipherException;
import org.ledplatform.whatsapp.crypto.Curve;
import org.ledplatform.whatsapp.crypto.Hkdf;
import org.ledplatform.whatsapp.crypto.KeyPair;
import org.ledplatform.whatsapp.crypto.PrivateKey;
import org.ledplatform.whatsapp.crypto.PublicKey;
import org.ledplatform.whatsapp.proto.StoredSenderKey;
import org.ledplatform.whatsapp.store.DeviceStore;
import org.ledplatform.whatsapp.store.StoreChange;

/**
 * Encrypts a message once for a whole group, and decrypts what others wrote so (protocol §7.6). It
 * reads the store and never writes: every method returns the changes, which the caller commits
 * together with what they belong to. Until then nothing has happened.
 *
 * <p>For one name the caller lets one call and its commit finish before the next call begins.
 * Different names may be used at the same time.
 */
public final class SenderKeyCipher {

  private static final byte[] INFO = "WhisperGroup".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] SALT = new byte[32];
  private static final int IV = 16;
  private static final int MATERIAL = 48;

  private final SenderKeyBook book;
  private final SecureRandom random;

  public SenderKeyCipher(DeviceStore store, SecureRandom random) {
    this.book = new SenderKeyBook(store);
    this.random = random;
  }

  /**
   * A key of ours for others.
   *
   * @param keyId which key it is
   * @param introduction for every device that should read what is written with it; secret
   * @param changes to commit before anything is sent
   */
  public record OwnKey(int keyId, byte[] introduction, List<StoreChange> changes) {}

  /**
   * An encrypted message.
   *
   * @param keyId with which key
   * @param bytes the content of an {@code enc type=skmsg}
   * @param changes to commit before sending
   */
  public record Encrypted(int keyId, byte[] bytes, List<StoreChange> changes) {}

  /**
   * A decrypted message.
   *
   * @param plain still padded
   * @param changes to commit together with the message, before it is acknowledged
   */
  public record Decrypted(byte[] plain, List<StoreChange> changes) {}

  /** The id of our key for a group; empty before there is one. */
  public OptionalInt currentKey(SenderKeyName self) {
    List<StoredSenderKey> keys = book.keys(self);
    return keys.isEmpty() ? OptionalInt.empty() : OptionalInt.of(keys.getFirst().getId());
  }

  /** A new key of ours: whoever has only older ones cannot read what is written from now on. */
  public OwnKey create(SenderKeyName self) {
    KeyPair signing = KeyPair.generate(random);
    byte[] chain = new byte[32];
    random.nextBytes(chain);
    StoredSenderKey key =
        StoredSenderKey.newBuilder()
            .setId(random.nextInt() >>> 1)
            .setIteration(0)
            .setChainKey(ByteString.copyFrom(chain))
            .setSigningPublic(ByteString.copyFrom(signing.publicKey().bytes()))
            .setSigningPrivate(ByteString.copyFrom(signing.privateKey().bytes()))
            .build();
    // Only the newest key of our own is ever used, so older ones are not kept.
    return new OwnKey(
        key.getId(),
        SenderKeyIntroduction.of(key),
        List.of(SenderKeyBook.adding(self, List.of(), key)));
  }

  /**
   * Our key as it is now, for a device that should read from the next message on.
   *
   * @throws NoSessionException when there is none
   */
  public OwnKey introduce(SenderKeyName self) {
    StoredSenderKey key = own(book.keys(self));
    return new OwnKey(key.getId(), SenderKeyIntroduction.of(key), List.of());
  }

  /**
   * Encrypts a padded message with our key.
   *
   * @throws NoSessionException when there is none
   */
  public Encrypted encrypt(SenderKeyName self, byte[] plain) {
    List<StoredSenderKey> keys = book.keys(self);
    StoredSenderKey key = own(keys);
    SenderChain.Taken taken = SenderChain.next(key);
    byte[] material = Hkdf.derive(taken.seed(), SALT, INFO, MATERIAL);
    byte[] body =
        SenderKeyEnvelope.body(
            key.getId(),
            key.getIteration(),
            AesCbc.encrypt(cipherKey(material), iv(material), plain));
    byte[] signature =
        Curve.sign(new PrivateKey(key.getSigningPrivate().toByteArray()), body, random);
    byte[] message = Arrays.copyOf(body, body.length + signature.length);
    System.arraycopy(signature, 0, message, body.length, signature.length);
    return new Encrypted(
        key.getId(), message, List.of(SenderKeyBook.stepping(self, keys, taken.after())));
  }

  /**
   * Takes a key that its sender handed to us. A key that we have already stays as it is, so that a
   * repeated introduction cannot make us read old messages twice.
   *
   * @param sender the device that is authenticated by the signal session it came through
   * @throws MalformedMessageException when it is no introduction
   */
  public List<StoreChange> accept(SenderKeyName sender, byte[] introduction) {
    StoredSenderKey told = SenderKeyIntroduction.parse(introduction);
    List<StoredSenderKey> keys = book.keys(sender);
    boolean known =
        find(keys, told.getId())
            .filter(k -> k.getSigningPublic().equals(told.getSigningPublic()))
            .isPresent();
    return known ? List.of() : List.of(SenderKeyBook.adding(sender, keys, told));
  }

  /**
   * Decrypts a message.
   *
   * @throws NoSessionException when the key was never handed to us
   * @throws UntrustedSignatureException when it is not signed by the key's owner
   * @throws SignalException saying what else is wrong; the subclasses tell the cases apart
   */
  public Decrypted decrypt(SenderKeyName sender, byte[] bytes) {
    SenderKeyEnvelope envelope = SenderKeyEnvelope.parse(bytes);
    List<StoredSenderKey> keys = book.keys(sender);
    StoredSenderKey key =
        find(keys, envelope.keyId())
            .orElseThrow(() -> new NoSessionException("We do not have this sender key"));
    PublicKey signing = new PublicKey(key.getSigningPublic().toByteArray());
    if (!Curve.verify(signing, envelope.body(), envelope.signature())) {
      throw new UntrustedSignatureException("A group message is not signed by its sender");
    }
    SenderChain.Taken taken = SenderChain.take(key, envelope.iteration());
    byte[] material = Hkdf.derive(taken.seed(), SALT, INFO, MATERIAL);
    try {
      byte[] plain = AesCbc.decrypt(cipherKey(material), iv(material), envelope.ciphertext());
      return new Decrypted(plain, List.of(SenderKeyBook.stepping(sender, keys, taken.after())));
    } catch (CipherException e) {
      throw new MalformedMessageException("A signed group message has a wrong padding", e);
    }
  }

  private static StoredSenderKey own(List<StoredSenderKey> keys) {
    if (keys.isEmpty() || !keys.getFirst().hasSigningPrivate()) {
      throw new NoSessionException("We have no sender key for this group");
    }
    return keys.getFirst();
  }

  private static Optional<StoredSenderKey> find(List<StoredSenderKey> keys, int id) {
    return keys.stream().filter(k -> k.getId() == id).findFirst();
  }

  private static byte[] iv(byte[] material) {
    return Arrays.copyOf(material, IV);
  }

  private static byte[] cipherKey(byte[] material) {
    return Arrays.copyOfRange(material, IV, MATERIAL);
  }
}
