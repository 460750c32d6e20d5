package org.ledplatform.sandbox.server;

import com.google.protobuf.InvalidProtocolBufferException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.ledplatform.sandbox.account.KeyNodes;
import org.ledplatform.sandbox.account.SignedKey;
import org.ledplatform.whatsapp.crypto.PublicKey;
import org.ledplatform.whatsapp.noise.HandshakeException;
import org.ledplatform.whatsapp.proto.DevicePairingRegistrationData;
import org.ledplatform.whatsapp.proto.DeviceProps;

/** What a client that wants to become a device presented in its handshake (protocol §3). */
record Registration(
    PublicKey noiseKey,
    PublicKey identity,
    int registrationId,
    SignedKey signedPreKey,
    boolean takesInlineHistory,
    boolean wantsFullHistory) {

  /** More bits than a registration id has (protocol §7.1). */
  private static final int REGISTRATION_IDS = 0x4000;

  /**
   * Reads and checks it.
   *
   * @throws HandshakeException when what was presented does not hold
   */
  static Registration of(PublicKey noiseKey, DevicePairingRegistrationData data) {
    byte[] skeyId = data.getESkeyId().toByteArray();
    boolean shaped =
        data.getERegid().size() == Integer.BYTES
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
    if (registrationId < 0 || registrationId >= REGISTRATION_IDS) {
      throw new HandshakeException("A registration id has 14 bits");
    }
    DeviceProps props = props(data);
    return new Registration(
        noiseKey,
        identity,
        registrationId,
        key,
        props.getHistorySyncConfig().getInlineInitialPayloadInE2EeMsg(),
        props.getRequireFullSync());
  }

  private static DeviceProps props(DevicePairingRegistrationData data) {
    try {
      return DeviceProps.parseFrom(data.getDeviceProps());
    } catch (InvalidProtocolBufferException e) {
      throw new HandshakeException("The properties of the device cannot be read", e);
    }
  }
}
