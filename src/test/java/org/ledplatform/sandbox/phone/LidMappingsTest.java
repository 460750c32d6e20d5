package org.ledplatform.sandbox.phone;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.ledplatform.sandbox.Companion;
import org.ledplatform.sandbox.RawClient;
import org.ledplatform.sandbox.SandboxFixture;
import org.ledplatform.sandbox.control.Phone;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.node.Node;
import org.ledplatform.whatsapp.proto.LIDMigrationMapping;
import org.ledplatform.whatsapp.proto.LIDMigrationMappingSyncPayload;
import org.ledplatform.whatsapp.proto.ProtocolMessage;

/** What a phone tells its companions about LIDs (protocol §7.5, §12.7). */
class LidMappingsTest {

  private final SandboxFixture sandbox = new SandboxFixture();
  private Phone ada;
  private Phone ben;
  private Companion companion;
  private RawClient client;

  @BeforeEach
  void goOnline() {
    ada = sandbox.phone("Ada");
    ben = sandbox.phone("Ben");
    companion = Companion.pair(sandbox, ada.id());
    client = companion.goOnline();
    companion.takeWelcome(client);
  }

  @AfterEach
  void close() {
    client.close();
    sandbox.close();
  }

  @Test
  void tellsThemAllWhenItsAccountMovesToLids() throws Exception {
    plan("{'fault':'lid_addressing'}");
    assertThat(told())
        .containsExactlyInAnyOrder(
            mapping(ada, ada.lid(), ada.lid()), mapping(ben, ben.lid(), ben.lid()));
  }

  @Test
  void tellsTheNewLidOfAPersonBesideTheOld() throws Exception {
    plan("{'fault':'new_lid','to':{'phone':'" + ben.id() + "'}}");
    String now = sandbox.control().phones(SandboxFixture.TENANT).getLast().lid();
    assertThat(now).isNotEqualTo(ben.lid());
    assertThat(told()).containsExactly(mapping(ben, ben.lid(), now));
  }

  private List<LIDMigrationMapping> told() throws InvalidProtocolBufferException {
    Node stanza = client.await("message");
    assertThat(stanza.require("category")).isEqualTo("peer");
    assertThat(stanza.requireJid("from").withoutDevice()).isEqualTo(Jid.parse(ada.jid()));
    ProtocolMessage told = companion.decrypt(stanza).getProtocolMessage();
    assertThat(told.getType()).isEqualTo(ProtocolMessage.Type.LID_MIGRATION_MAPPING_SYNC);
    return LIDMigrationMappingSyncPayload.parseFrom(
            told.getLidMigrationMappingSyncMessage().getEncodedMappingPayload())
        .getPnToLidMappingsList();
  }

  private static LIDMigrationMapping mapping(Phone phone, String assigned, String latest) {
    return LIDMigrationMapping.newBuilder()
        .setPn(digits(phone.jid()))
        .setAssignedLid(digits(assigned))
        .setLatestLid(digits(latest))
        .build();
  }

  private static long digits(String jid) {
    return Long.parseLong(Jid.parse(jid).user());
  }

  private void plan(String rule) {
    sandbox
        .control()
        .faults()
        .put(SandboxFixture.TENANT, ("{'faults':[" + rule + "]}").replace('\'', '"'));
  }
}
