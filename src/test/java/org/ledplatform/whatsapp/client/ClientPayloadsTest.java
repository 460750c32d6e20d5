package org.ledplatform.whatsapp.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import org.junit.jupiter.api.Test;
import org.ledplatform.whatsapp.crypto.Curve;
import org.ledplatform.whatsapp.crypto.KeyPair;
import org.ledplatform.whatsapp.crypto.PublicKey;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.pairing.DeviceKeys;
import org.ledplatform.whatsapp.proto.ClientPayload;
import org.ledplatform.whatsapp.proto.DeviceProps;
import org.ledplatform.whatsapp.signal.LocalIdentity;
import org.ledplatform.whatsapp.signal.SignedPreKey;

class ClientPayloadsTest {

  private final SecureRandom random = new SecureRandom();
  private final ClientPayloads payloads = new ClientPayloads(ClientConfig.forWhatsApp("LED"));

  @Test
  void registersWithKeysThatVerify() throws Exception {
    KeyPair identity = KeyPair.generate(random);
    KeyPair pre = KeyPair.generate(random);
    byte[] signature = Curve.sign(identity.privateKey(), pre.publicKey().withPrefix(), random);
    DeviceKeys keys =
        new DeviceKeys(
            KeyPair.generate(random),
            new LocalIdentity(identity, 0x1234),
            new SignedPreKey(0x010203, pre, signature));
    ClientPayload payload = ClientPayload.parseFrom(payloads.registration(keys));
    assertThat(payload.hasUsername()).isFalse();
    assertThat(payload.getPassive()).isFalse();
    assertThat(payload.getPull()).isFalse();
    var data = payload.getDevicePairingData();
    assertThat(data.getERegid().toByteArray()).containsExactly(0, 0, 0x12, 0x34);
    assertThat(data.getEKeytype().toByteArray()).containsExactly(5);
    assertThat(data.getESkeyId().toByteArray()).containsExactly(1, 2, 3);
    PublicKey signed = new PublicKey(data.getESkeyVal().toByteArray());
    assertThat(
            Curve.verify(
                new PublicKey(data.getEIdent().toByteArray()),
                signed.withPrefix(),
                data.getESkeySig().toByteArray()))
        .isTrue();
    assertThat(data.getBuildHash().size()).isEqualTo(16);
    assertThat(DeviceProps.parseFrom(data.getDeviceProps()).getOs()).isEqualTo("LED");
  }

  @Test
  void logsInPassivelyUnderNumberAndDevice() throws Exception {
    ClientPayload payload =
        ClientPayload.parseFrom(payloads.login(Jid.parse("5511999990000:12@s.whatsapp.net")));
    assertThat(payload.getUsername()).isEqualTo(5511999990000L);
    assertThat(payload.getDevice()).isEqualTo(12);
    assertThat(payload.getPassive()).isTrue();
    assertThat(payload.getPull()).isTrue();
    assertThat(payload.hasDevicePairingData()).isFalse();
  }

  @Test
  void saysTheConfiguredVersion() throws Exception {
    ClientConfig config =
        ClientConfig.forWhatsApp("LED").withVersion(ClientVersion.parse("2.3000.7"));
    ClientPayload payload =
        ClientPayload.parseFrom(new ClientPayloads(config).login(Jid.parse("1:1@s.whatsapp.net")));
    assertThat(payload.getUserAgent().getAppVersion().getTertiary()).isEqualTo(7);
    assertThatThrownBy(() -> ClientVersion.parse("2.3000"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
