package org.ledplatform.sandbox.server;

import com.google.protobuf.InvalidProtocolBufferException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ledplatform.sandbox.account.Account;
import org.ledplatform.sandbox.account.Device;
import org.ledplatform.sandbox.account.DeviceId;
import org.ledplatform.sandbox.account.Directory;
import org.ledplatform.sandbox.account.KeyNodes;
import org.ledplatform.sandbox.account.SignedKey;
import org.ledplatform.sandbox.delivery.Notices;
import org.ledplatform.sandbox.delivery.Outlet;
import org.ledplatform.sandbox.delivery.StanzaIds;
import org.ledplatform.sandbox.query.QueryTable;
import org.ledplatform.sandbox.server.Candidate.Offer;
import org.ledplatform.sandbox.server.Candidate.Registration;
import org.ledplatform.whatsapp.WhatsAppException;
import org.ledplatform.whatsapp.crypto.PublicKey;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.node.Node;
import org.ledplatform.whatsapp.noise.HandshakeException;
import org.ledplatform.whatsapp.pairing.AdvIdentity;
import org.ledplatform.whatsapp.pairing.QrText;
import org.ledplatform.whatsapp.proto.ADVSignedDeviceIdentity;
import org.ledplatform.whatsapp.proto.ADVSignedDeviceIdentityHMAC;
import org.ledplatform.whatsapp.proto.DevicePairingRegistrationData;
import org.ledplatform.whatsapp.proto.DeviceProps;

/** Turns clients into companion devices (protocol §5.1, §5.2). Touched only in a turn. */
final class PairingDesk {

  /** More than a real account may have: test set-ups leave devices behind. */
  static final int MAX_COMPANIONS = 20;

  private static final int REFS = 6;
  private static final int REF_BYTES = 96;
  private static final System.Logger LOG = System.getLogger(PairingDesk.class.getName());

  private final Directory directory;
  private final Notices notices;
  private final StanzaIds ids;
  private final Clock clock;
  private final SecureRandom random;
  private final Map<String, Candidate> byRef = new HashMap<>();

  PairingDesk(
      Directory directory, Notices notices, StanzaIds ids, Clock clock, SecureRandom random) {
    this.directory = directory;
    this.notices = notices;
    this.ids = ids;
    this.clock = clock;
    this.random = random;
  }

  /**
   * A client wants to become a device: gives it references to show.
   *
   * @throws HandshakeException when what it presented does not hold
   */
  Candidate welcome(Outlet outlet, PublicKey noiseKey, DevicePairingRegistrationData data) {
    Registration registration = registration(noiseKey, data);
    List<String> refs = new ArrayList<>();
    List<Node> nodes = new ArrayList<>();
    for (int i = 0; i < REFS; i++) {
      byte[] bytes = new byte[REF_BYTES];
      random.nextBytes(bytes);
      String ref = "2@" + Base64.getEncoder().encodeToString(bytes);
      refs.add(ref);
      nodes.add(Node.of("ref", ref.getBytes(StandardCharsets.US_ASCII)));
    }
    Candidate candidate = new Candidate(outlet, registration, refs);
    refs.forEach(ref -> byRef.put(ref, candidate));
    outlet.put(question(Node.of("pair-device").holding(nodes)));
    return candidate;
  }

  /** A phone scanned a QR. */
  Linking scanned(Account account, PublicKey accountKey, QrText qr, IdentitySigner signer) {
    Candidate candidate = byRef.get(qr.ref());
    if (candidate == null || candidate.offer().isPresent()) {
      return Linking.NOT_ON_OFFER;
    }
    Registration registration = candidate.registration();
    if (!registration.noiseKey().equals(qr.noiseKey())
        || !registration.identity().equals(qr.identityKey())) {
      return Linking.WRONG_KEYS;
    }
    if (directory.devices(account).size() > MAX_COMPANIONS) {
      return Linking.TOO_MANY_DEVICES;
    }
    int device = account.nextDevice();
    int keyIndex = account.nextKeyIndex();
    byte[] container = signer.container(registration.identity(), keyIndex);
    directory.save(account.expectingDevice());
    Node success =
        question(
            Node.of(
                "pair-success",
                Node.of("device-identity", container),
                Node.of("biz").with("name", account.name()),
                Node.of("platform").with("name", "android"),
                Node.of("device")
                    .with("jid", account.phoneJid().withDevice(device))
                    .with("lid", account.lidJid().withDevice(device))));
    candidate.offer(
        new Offer(
            success.require("id"),
            account.phone(),
            device,
            keyIndex,
            signed(container),
            accountKey));
    candidate.outlet().put(success.with("t", clock.instant().getEpochSecond()));
    return Linking.OFFERED;
  }

  /** A client that is not paired said something. */
  void stanza(Candidate candidate, Node stanza) {
    if (!stanza.tag().equals("iq")) {
      return;
    }
    Optional<Offer> offer = candidate.offer().filter(o -> stanza.has("id", o.query()));
    if (offer.isPresent()) {
      answered(candidate, offer.get(), stanza);
    } else if (!stanza.has("type", "result") && !stanza.has("type", "error")) {
      candidate.outlet().put(QueryTable.answerStranger(stanza));
    }
  }

  /** The client went away. */
  void gone(Candidate candidate) {
    candidate.refs().forEach(byRef::remove);
  }

  private void answered(Candidate candidate, Offer offer, Node iq) {
    gone(candidate);
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
            false);
    directory.save(device);
    notices.deviceList(account.get(), device, "add");
    candidate.outlet().put(Node.of("stream:error").with("code", 515));
    candidate.outlet().end("paired");
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

  private static Registration registration(PublicKey noiseKey, DevicePairingRegistrationData data) {
    byte[] skeyId = data.getESkeyId().toByteArray();
    boolean shaped =
        data.getERegid().size() == 4
            && data.getEIdent().size() == PublicKey.LENGTH
            && data.getESkeyVal().size() == PublicKey.LENGTH
            && skeyId.length == 3
            && Arrays.equals(data.getEKeytype().toByteArray(), new byte[] {5});
    if (!shaped) {
      throw new HandshakeException("The registration lacks keys or has wrong ones");
    }
    PublicKey identity = new PublicKey(data.getEIdent().toByteArray());
    SignedKey key =
        new SignedKey(
            KeyNodes.number(skeyId),
            new PublicKey(data.getESkeyVal().toByteArray()),
            data.getESkeySig().toByteArray());
    if (!key.isSignedBy(identity)) {
      throw new HandshakeException("The signed pre-key of the registration is not signed");
    }
    int registrationId = ByteBuffer.wrap(data.getERegid().toByteArray()).getInt();
    return new Registration(noiseKey, identity, registrationId, key, takesInlineHistory(data));
  }

  private static boolean takesInlineHistory(DevicePairingRegistrationData data) {
    try {
      return DeviceProps.parseFrom(data.getDeviceProps())
          .getHistorySyncConfig()
          .getInlineInitialPayloadInE2EeMsg();
    } catch (InvalidProtocolBufferException e) {
      throw new HandshakeException("The properties of the device cannot be read", e);
    }
  }

  private static byte[] signed(byte[] container) {
    try {
      return ADVSignedDeviceIdentityHMAC.parseFrom(container).getDetails().toByteArray();
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalArgumentException("The phone made a container that cannot be read", e);
    }
  }

  private Node question(Node child) {
    return Node.of("iq", child)
        .with("from", Jid.NETWORK)
        .with("type", "set")
        .with("id", ids.next())
        .with("xmlns", "md");
  }
}
