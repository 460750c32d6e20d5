package org.ledplatform.whatsapp.client;

import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.pairing.DeviceKeys;
import org.ledplatform.whatsapp.proto.AppVersion;
import org.ledplatform.whatsapp.proto.ClientPayload;
import org.ledplatform.whatsapp.proto.DevicePairingRegistrationData;
import org.ledplatform.whatsapp.proto.DeviceProps;
import org.ledplatform.whatsapp.proto.HistorySyncConfig;
import org.ledplatform.whatsapp.proto.UserAgent;
import org.ledplatform.whatsapp.proto.WebInfo;
import org.ledplatform.whatsapp.signal.SignedPreKey;

/** What a client tells about itself at the end of the handshake (protocol §3). */
final class ClientPayloads {

  private static final byte[] CURVE = {5};

  private final ClientConfig config;
  private final ClientVersion version;

  ClientPayloads(ClientConfig config) {
    this.config = config;
    this.version = config.versions().now();
  }

  /** For a device that is not paired. */
  byte[] registration(DeviceKeys keys) {
    SignedPreKey signed = keys.signedPreKey();
    byte[] registrationId = ByteBuffer.allocate(4).putInt(keys.local().registrationId()).array();
    byte[] signedId = {(byte) (signed.id() >> 16), (byte) (signed.id() >> 8), (byte) signed.id()};
    DevicePairingRegistrationData data =
        DevicePairingRegistrationData.newBuilder()
            .setERegid(ByteString.copyFrom(registrationId))
            .setEKeytype(ByteString.copyFrom(CURVE))
            .setEIdent(ByteString.copyFrom(keys.local().identityKey().publicKey().bytes()))
            .setESkeyId(ByteString.copyFrom(signedId))
            .setESkeyVal(ByteString.copyFrom(signed.keyPair().publicKey().bytes()))
            .setESkeySig(ByteString.copyFrom(signed.signature()))
            .setBuildHash(ByteString.copyFrom(md5(version.toString())))
            .setDeviceProps(deviceProps().toByteString())
            .build();
    return common()
        .setPassive(false)
        .setPull(false)
        .setDevicePairingData(data)
        .build()
        .toByteArray();
  }

  /** For a paired device. */
  byte[] login(Jid own) {
    return common()
        .setUsername(Long.parseUnsignedLong(own.user()))
        .setDevice(own.device())
        .setPassive(true)
        .setPull(true)
        .setLidDbMigrated(true)
        .setLc(1)
        .build()
        .toByteArray();
  }

  private ClientPayload.Builder common() {
    return ClientPayload.newBuilder()
        .setUserAgent(userAgent())
        .setWebInfo(WebInfo.newBuilder().setWebSubPlatform(WebInfo.WebSubPlatform.WEB_BROWSER))
        .setConnectType(ClientPayload.ConnectType.WIFI_UNKNOWN)
        .setConnectReason(ClientPayload.ConnectReason.USER_ACTIVATED);
  }

  private UserAgent.Builder userAgent() {
    return UserAgent.newBuilder()
        .setPlatform(UserAgent.Platform.WEB)
        .setReleaseChannel(UserAgent.ReleaseChannel.RELEASE)
        .setAppVersion(
            AppVersion.newBuilder()
                .setPrimary(version.primary())
                .setSecondary(version.secondary())
                .setTertiary(version.tertiary()))
        .setMcc("000")
        .setMnc("000")
        .setOsVersion("0.1")
        .setManufacturer("")
        .setDevice("Desktop")
        .setOsBuildNumber("0.1")
        .setLocaleLanguageIso6391("en")
        .setLocaleCountryIso31661Alpha2("US");
  }

  private DeviceProps deviceProps() {
    return DeviceProps.newBuilder()
        .setOs(config.deviceName())
        .setVersion(AppVersion.newBuilder().setPrimary(10).setSecondary(15).setTertiary(7))
        .setPlatformType(DeviceProps.PlatformType.CHROME)
        .setRequireFullSync(false)
        // The first part of the history then comes inside its notification, without a file.
        .setHistorySyncConfig(HistorySyncConfig.newBuilder().setInlineInitialPayloadInE2EeMsg(true))
        .build();
  }

  /** The protocol says MD5; it names a build and protects nothing. */
  private static byte[] md5(String text) {
    try {
      return MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has MD5", e);
    }
  }
}
