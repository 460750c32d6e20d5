package org.ledplatform.whatsapp.signal;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.ledplatform.whatsapp.crypto.Curve;
import org.ledplatform.whatsapp.crypto.InvalidKeyException;
import org.ledplatform.whatsapp.crypto.PublicKey;
import org.ledplatform.whatsapp.proto.StoredRatchet;
import org.ledplatform.whatsapp.store.DeviceStore;
import org.ledplatform.whatsapp.store.StoreChange;

/**
 * Encrypts and decrypts messages between two devices (protocol §7). It reads the store and never
 * writes: every method returns the changes, which the caller commits together with what they belong
 * to. Until then nothing has happened, so a failure leaves everything as it was.
 *
 * <p>For one address the caller lets one call and its commit finish before the next call begins:
 * one lock for each address, held around both. Different addresses may be used at the same time.
 * Committing late means encrypting two messages with one key; do not.
 *
 * <p>Trust is on first use: the first identity of a device is believed, a later one replaces it and
 * is reported.
 */
public final class SignalCipher {

  /** A session that nobody answered for so long names pre-keys that may be gone. */
  static final Duration MAX_UNANSWERED = Duration.ofDays(30);

  private final SessionBook book;
  private final DeviceIndex index;
  private final LocalIdentity self;
  private final SecureRandom random;
  private final Clock clock;
  private final Ratchet ratchet;
  private final Decryption decryption;

  /**
   * @param store holds sessions, identities and our pre-keys
   * @param self who we are to others
   */
  public SignalCipher(DeviceStore store, LocalIdentity self, SecureRandom random, Clock clock) {
    this.book = new SessionBook(store);
    this.index = new DeviceIndex(store);
    this.self = self;
    this.random = random;
    this.clock = clock;
    this.ratchet = new Ratchet(self, random);
    this.decryption = new Decryption(ratchet, self, new PreKeys(store, random));
  }

  /**
   * An encrypted message.
   *
   * @param preKey whether the type is {@code pkmsg} rather than {@code msg}
   * @param changes to commit before sending
   */
  public record Encrypted(boolean preKey, byte[] bytes, List<StoreChange> changes) {}

  /**
   * A decrypted message.
   *
   * @param plain still padded
   * @param changes to commit together with the message, before it is acknowledged
   * @param identity what the sender showed as its identity; empty when the message shows none
   * @param identityChanged whether the sender had another identity before
   */
  public record Decrypted(
      byte[] plain,
      List<StoreChange> changes,
      Optional<PublicKey> identity,
      boolean identityChanged) {}

  /**
   * A begun session.
   *
   * @param changes to commit before anything is encrypted in it
   * @param identityChanged whether the device had another identity before
   */
  public record Begun(List<StoreChange> changes, boolean identityChanged) {}

  /** Whether a message can be encrypted without fetching a bundle first. */
  public boolean hasSession(SignalAddress address) {
    return usable(book.session(address));
  }

  /**
   * The session with which messages to a device are encrypted.
   *
   * @param baseKey names it on both sides
   * @param registrationId what the device was when it began; another one has lost its keys since
   */
  public record OpenSession(byte[] baseKey, int registrationId) {}

  /** The session with which messages to this device would be encrypted. */
  public Optional<OpenSession> openSession(SignalAddress address) {
    SignalSession session = book.session(address);
    return session.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new OpenSession(
                session.open().getBaseKey().toByteArray(),
                session.open().getRemoteRegistrationId()));
  }

  /** Whether the device has ever encrypted something to us in the session that is used now. */
  public boolean wasAnswered(SignalAddress address) {
    SignalSession session = book.session(address);
    return !session.isEmpty() && !session.open().hasPending();
  }

  /** The identity that we know of a device. */
  public Optional<PublicKey> identityOf(SignalAddress address) {
    return book.identity(address);
  }

  /**
   * Begins a session with a device from its bundle. An older session stays for messages that are
   * under way, unless the identity is another.
   *
   * @throws UntrustedSignatureException when the bundle's signature is wrong
   * @throws MalformedMessageException when a key of the bundle is worthless
   */
  public Begun startSession(SignalAddress to, PreKeyBundle bundle) {
    if (!Curve.verify(bundle.identity(), bundle.signedPreKey().withPrefix(), bundle.signature())) {
      throw new UntrustedSignatureException("The signed pre-key is not signed by its identity");
    }
    boolean changed =
        book.identity(to).filter(known -> !known.equals(bundle.identity())).isPresent();
    SignalSession before = changed ? SignalSession.NONE : book.session(to);
    try {
      StoredRatchet begun = X3dh.initiate(self, bundle, clock.instant(), random);
      List<StoreChange> changes = new ArrayList<>();
      changes.add(SessionBook.put(to, before.opening(begun)));
      changes.add(SessionBook.put(to, bundle.identity()));
      index.adding(to).ifPresent(changes::add);
      return new Begun(List.copyOf(changes), changed);
    } catch (InvalidKeyException e) {
      throw new MalformedMessageException("A bundle holds a worthless key", e);
    }
  }

  /**
   * Encrypts a padded message.
   *
   * @throws NoSessionException when there is no session, or none that was answered for 30 days
   */
  public Encrypted encrypt(SignalAddress to, byte[] plain) {
    SignalSession session = book.session(to);
    if (!usable(session)) {
      throw new NoSessionException("There is no signal session with this device");
    }
    StoredRatchet open = session.open();
    Ratchet.Step step = ratchet.encrypt(open, plain);
    List<StoreChange> changes = List.of(SessionBook.put(to, session.stepping(0, step.after())));
    if (!open.hasPending()) {
      return new Encrypted(false, step.bytes(), changes);
    }
    byte[] wrapped =
        PreKeyEnvelope.wrap(open.getPending(), open.getBaseKey().toByteArray(), self, step.bytes());
    return new Encrypted(true, wrapped, changes);
  }

  /**
   * Decrypts a message. A redelivered {@code pkmsg} whose session exists is decrypted in it, or
   * reported as a duplicate; its one-time key is needed only once.
   *
   * @param preKey whether the type is {@code pkmsg} rather than {@code msg}
   * @throws SignalException saying why not; the subclasses tell the cases apart
   */
  public Decrypted decrypt(SignalAddress from, boolean preKey, byte[] bytes) {
    SignalSession session = book.session(from);
    if (!preKey) {
      Decryption.Result result = decryption.ofMessage(session, WhisperEnvelope.parse(bytes));
      return new Decrypted(
          result.plain(),
          List.of(SessionBook.put(from, result.session())),
          Optional.empty(),
          false);
    }
    PreKeyEnvelope envelope = PreKeyEnvelope.parse(bytes);
    Optional<PublicKey> known = book.identity(from);
    boolean changed = known.filter(k -> !k.equals(envelope.identity())).isPresent();
    Decryption.Result result =
        decryption.ofPreKeyMessage(changed ? SignalSession.NONE : session, envelope);
    List<StoreChange> changes = new ArrayList<>();
    changes.add(SessionBook.put(from, result.session()));
    if (session.isEmpty()) {
      index.adding(from).ifPresent(changes::add);
    }
    if (changed || known.isEmpty()) {
      changes.add(SessionBook.put(from, envelope.identity()));
    }
    result.usedPreKey().ifPresent(id -> changes.add(PreKeys.forget(id)));
    return new Decrypted(
        result.plain(), List.copyOf(changes), Optional.of(envelope.identity()), changed);
  }

  private boolean usable(SignalSession session) {
    if (session.isEmpty()) {
      return false;
    }
    StoredRatchet open = session.open();
    long oldest = clock.instant().minus(MAX_UNANSWERED).getEpochSecond();
    return !open.hasPending() || open.getPending().getBegun() >= oldest;
  }
}
