package org.ledplatform.sandbox.server;

import com.google.protobuf.InvalidProtocolBufferException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Optional;
import org.ledplatform.sandbox.account.Account;
import org.ledplatform.sandbox.account.Device;
import org.ledplatform.sandbox.account.DeviceId;
import org.ledplatform.sandbox.account.Directory;
import org.ledplatform.sandbox.delivery.Notices;
import org.ledplatform.sandbox.delivery.StanzaIds;
import org.ledplatform.sandbox.server.Candidate.Offer;
import org.ledplatform.whatsapp.WhatsAppException;
import org.ledplatform.whatsapp.crypto.PublicKey;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.node.Node;
import org.ledplatform.whatsapp.pairing.AdvIdentity;
import org.ledplatform.whatsapp.proto.ADVSignedDeviceIdentity;
import org.ledplatform.whatsapp.proto.ADVSignedDeviceIdentityHMAC;

/**
 * The end of every pairing, by QR or by code: the phone vouches, the client signs, the device is
 * there (protocol §5.2). Touched only in a turn.
 */
final class DeviceOffers {

  /** More than a real account may have: test set-ups leave devices behind. */
  static final int MAX_COMPANIONS = 20;

  private static final System.Logger LOG = System.getLogger(DeviceOffers.class.getName());

  private final Directory directory;
  private final Notices notices;
  private final FaultGate faults;
  private final StanzaIds ids;
  private final Clock clock;

  DeviceOffers(Directory directory, Notices notices, FaultGate faults, StanzaIds ids, Clock clock) {
    this.directory = directory;
    this.notices = notices;
    this.faults = faults;
    this.ids = ids;
    this.clock = clock;
  }

  /** Offers to make the client a device of this account. */
  Linking offer(Candidate candidate, Account account, PublicKey accountKey, IdentitySigner signer) {
    if (faults.passkeyOnly(account)) {
      askForPasskey(candidate);
      return Linking.PASSKEY_ONLY;
    }
    if (directory.devices(account).size() > MAX_COMPANIONS) {
      return Linking.TOO_MANY_DEVICES;
    }
    int device = account.nextDevice();
    int keyIndex = account.nextKeyIndex();
    IdentitySigner.Signed vouched = signer.sign(candidate.registration().identity(), keyIndex);
    directory.save(account.expectingDevice());
    Node success = success(account, device, vouched.container());
    candidate.offer(
        new Offer(
            success.require("id"),
            account.phone(),
            device,
            keyIndex,
            signed(vouched.container()),
            vouched.keyIndexes(),
            accountKey));
    candidate.outlet().put(success);
    return Linking.OFFERED;
  }

  /** What the real network does for accounts that it links with a passkey only (protocol §5.3). */
  private void askForPasskey(Candidate candidate) {
    byte[] options =
        "{\"challenge\":\"c2FuZGJveA\",\"rpId\":\"whatsapp.com\"}"
            .getBytes(StandardCharsets.US_ASCII);
    candidate
        .outlet()
        .put(
            Node.of("notification", Node.of("passkey_request_options", options))
                .with("from", Jid.NETWORK)
                .with("type", "passkey_prologue_request")
                .with("id", ids.next())
                .with("t", clock.instant().getEpochSecond()));
  }

  /** The client answered an offer: makes it a device, or hangs up on it. */
  void answered(Candidate candidate, Offer offer, Node iq) {
    Optional<byte[]> signedByBoth = signedByBoth(candidate.registration(), offer, iq);
    Optional<Account> account = directory.byPhone(offer.phone());
    if (signedByBoth.isEmpty() || account.isEmpty()) {
      LOG.log(System.Logger.Level.INFO, "A client did not sign its device identity: not paired");
      candidate.outlet().put(Node.of("stream:error").with("code", 400));
      candidate.outlet().end("pairing refused");
      return;
    }
    Registration registration = candidate.registration();
    Device device =
        new Device(
            new DeviceId(offer.phone(), offer.device()),
            offer.keyIndex(),
            registration.registrationId(),
            registration.identity(),
            registration.signedPreKey(),
            Optional.of(registration.noiseKey()),
            signedByBoth.get(),
            registration.takesInlineHistory(),
            registration.wantsFullHistory(),
            false);
    Account listed = account.get().listing(offer.keyIndexes());
    directory.save(device);
    directory.save(listed);
    notices.deviceList(listed, device, "add");
    candidate.outlet().put(Node.of("stream:error").with("code", 515));
    candidate.outlet().end("paired");
  }

  private Node success(Account account, int device, byte[] container) {
    Node success =
        Node.of(
            "pair-success",
            Node.of("device-identity", container),
            Node.of("biz").with("name", account.name()),
            Node.of("platform").with("name", "android"),
            Node.of("device")
                .with("jid", account.phoneJid().withDevice(device))
                .with("lid", account.lidJid().withDevice(device)));
    return Node.of("iq", success)
        .with("from", Jid.NETWORK)
        .with("type", "set")
        .with("id", ids.next())
        .with("xmlns", "md")
        .with("t", clock.instant().getEpochSecond());
  }

  /** The complete identity, when the client's answer is right in every part. */
  private static Optional<byte[]> signedByBoth(Registration registration, Offer offer, Node iq) {
    try {
      Node answer = iq.requireChild("pair-device-sign").requireChild("device-identity");
      ADVSignedDeviceIdentity ours = ADVSignedDeviceIdentity.parseFrom(offer.signed());
      ADVSignedDeviceIdentity theirs = ADVSignedDeviceIdentity.parseFrom(answer.bytes());
      boolean right =
          answer.has("key-index", Integer.toString(offer.keyIndex()))
              && theirs.getDetails().equals(ours.getDetails())
              && theirs.getAccountSignature().equals(ours.getAccountSignature())
              && AdvIdentity.verifyReply(
                  answer.bytes(), registration.identity(), offer.accountKey());
      return right
          ? Optional.of(AdvIdentity.withAccountKey(answer.bytes(), offer.accountKey()))
          : Optional.empty();
    } catch (InvalidProtocolBufferException | WhatsAppException _) {
      return Optional.empty();
    }
  }

  private static byte[] signed(byte[] container) {
    try {
      return ADVSignedDeviceIdentityHMAC.parseFrom(container).getDetails().toByteArray();
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalArgumentException("The phone made a container that cannot be read", e);
    }
  }
}
