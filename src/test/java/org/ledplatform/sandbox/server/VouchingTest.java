package org.ledplatform.sandbox.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.ledplatform.sandbox.Companion;
import org.ledplatform.sandbox.RawClient;
import org.ledplatform.sandbox.SandboxFixture;
import org.ledplatform.sandbox.control.Phone;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.node.Node;
import org.ledplatform.whatsapp.proto.ADVSignedDeviceIdentity;
import org.ledplatform.whatsapp.proto.Message;

/** Who begins a session must show that the account vouches for it (protocol §5.2, §8.2). */
class VouchingTest {

  private static final String MALFORMED = "479";

  private final SandboxFixture sandbox = new SandboxFixture();
  private Phone bob;
  private Companion companion;
  private RawClient client;

  @BeforeEach
  void goOnline() {
    Phone ada = sandbox.phone("Ada");
    bob = sandbox.phone("Bob");
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
  void anIdentityThatTheAccountDidNotSignIsRefused() throws Exception {
    byte[] forged = identity().toBuilder().clearAccountSignature().build().toByteArray();
    assertThat(answer("FORGED", forged).attribute("error")).contains(MALFORMED);
  }

  @Test
  void anIdentityThatTheDeviceDidNotSignIsRefused() throws Exception {
    byte[] forged = identity().toBuilder().clearDeviceSignature().build().toByteArray();
    assertThat(answer("FORGED", forged).attribute("error")).contains(MALFORMED);
  }

  @Test
  void theIdentityOfAnotherDeviceIsRefused() {
    Companion other = Companion.pair(sandbox, bob.id());
    assertThat(answer("STOLEN", other.identity()).attribute("error")).contains(MALFORMED);
  }

  @Test
  void bytesThatAreNoIdentityAreRefusedAndTheRightOneIsTaken() throws Exception {
    assertThat(answer("NONE", new byte[0]).attribute("error")).contains(MALFORMED);
    assertThat(answer("RUBBISH", new byte[] {1, 2, 3}).attribute("error")).contains(MALFORMED);

    byte[] withoutKey = identity().toBuilder().clearAccountSignatureKey().build().toByteArray();
    assertThat(answer("SHORT", withoutKey).attribute("error")).isEmpty();
    assertThat(answer("WHOLE", companion.identity()).attribute("error")).isEmpty();
    assertThat(sandbox.shows(bob, 2)).extracting(m -> m.id()).containsExactly("SHORT", "WHOLE");
  }

  private ADVSignedDeviceIdentity identity() throws InvalidProtocolBufferException {
    return ADVSignedDeviceIdentity.parseFrom(companion.identity());
  }

  private Node answer(String id, byte[] identity) {
    Message text = Message.newBuilder().setConversation(id).build();
    client.send(
        companion
            .message(client, id, Jid.parse(bob.jid()), text)
            .adding(Node.of("device-identity", identity)));
    return client.await(n -> n.tag().equals("ack") && n.has("id", id));
  }
}
