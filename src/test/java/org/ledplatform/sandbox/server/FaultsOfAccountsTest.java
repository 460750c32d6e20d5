package org.ledplatform.sandbox.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.ledplatform.sandbox.Companion;
import org.ledplatform.sandbox.RawClient;
import org.ledplatform.sandbox.SandboxFixture;
import org.ledplatform.sandbox.control.Phone;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.node.Node;

/** Faults that end connections, refuse logins, or change who somebody is. */
class FaultsOfAccountsTest extends FaultyNetwork {

  @Test
  void aConnectionEndsWithoutAWordOrWithOne() {
    plan("{'fault':'close'}");
    client.awaitClosed();
    for (String code : List.of("500", "503", "515", "501")) {
      client = companion.goOnline();
      plan("{'fault':'stream_error','code':" + code + "}");
      assertThat(client.await("stream:error").require("code")).isEqualTo(code);
      client.awaitClosed();
    }
    client = companion.goOnline();
    plan("{'fault':'replaced'}");
    assertThat(client.await("stream:error").requireChild("conflict").require("type"))
        .isEqualTo("replaced");
    client.awaitClosed();
    client = companion.goOnline();
    plan("{'fault':'downgrade'}");
    assertThat(client.await(n -> n.child("downgrade_webclient").isPresent())).isNotNull();
    client.awaitClosed();
  }

  @Test
  void aLoginIsRefusedWithAnyReasonSoOftenAsSaid() {
    client.close();
    for (int reason : List.of(401, 403, 406, 409, 413, 414, 415, 500, 503)) {
      plan("{'fault':'failure','reason':" + reason + ",'times':1}");
      assertThat(failure().require("reason")).isEqualTo(Integer.toString(reason));
    }
    plan("{'fault':'temporary_ban','code':101,'seconds':3600}");
    assertThat(failure().attributes()).containsEntry("code", "101").containsEntry("expire", "3600");
    plan("{'fault':'outdated_version','times':2}");
    assertThat(failure().require("reason")).isEqualTo("405");
    assertThat(failure().require("reason")).isEqualTo("405");
    try (RawClient in = companion.logIn()) {
      assertThat(in.await("success")).isNotNull();
    }
  }

  @Test
  void bundlesLackTheirOneTimeKeys() {
    plan("{'fault':'no_pre_keys'}");
    Node user =
        client
            .ask("encrypt", "get", Node.of("key", Node.of("user").with("jid", bob.jid())))
            .requireChild("list")
            .requireChild("user");
    assertThat(user.child("key")).isEmpty();
    assertThat(user.child("skey")).isPresent();
  }

  @Test
  void phonesAddressByLid() {
    plan("{'fault':'lid_addressing'}");
    say("moved");
    Node message =
        client.await(n -> n.tag().equals("message") && n.attribute("category").isEmpty());
    assertThat(message.requireJid("from")).isEqualTo(Jid.parse(bob.lid()));
    assertThat(message.require("sender_pn")).isEqualTo(bob.jid());
    assertThat(companion.decrypt(message).getConversation()).isEqualTo("moved");
  }

  @Test
  void aPhoneRemovesItsCompanion() {
    plan("{'fault':'logout','on':{'tag':'message','direction':'to_device'}}");
    say("the last straw");
    assertThat(client.await("stream:error").requireChild("conflict").require("type"))
        .isEqualTo("device_removed");
    client.awaitClosed();
    assertThat(failure().require("reason")).isEqualTo("401");
  }

  @Test
  void aPersonWhoInstallsAnewHasAnotherIdentityAndNoCompanions() {
    Node before = bundle(bob);
    plan("{'fault':'new_identity','to':{'phone':'" + bob.id() + "'}}");
    Node told = client.await(n -> n.has("type", "encrypt") && n.child("identity").isPresent());
    assertThat(told.require("from")).isEqualTo(bob.jid());
    assertThat(bundle(bob).requireChild("identity").bytes())
        .isNotEqualTo(before.requireChild("identity").bytes());
    say("it is me");
    assertThat(companion.decryptAnew(client.await("message")).getConversation())
        .isEqualTo("it is me");
    assertThat(client.isOpen()).isTrue();

    plan("{'fault':'new_identity','to':{'phone':'" + ada.id() + "'}}");
    assertThat(client.await("stream:error").require("code")).isEqualTo("401");
  }

  @Test
  void aPersonWhoGetsAnotherLidIsReachedThere() {
    plan("{'fault':'new_lid','to':{'phone':'" + bob.phoneNumber() + "'}}");
    Phone moved = sandbox.control().phones(SandboxFixture.TENANT).getLast();
    assertThat(moved.lid()).isNotEqualTo(bob.lid());
    assertThat(Companion.devices(client, Jid.parse(moved.lid()))).hasSize(1);
    assertThat(Companion.devices(client, Jid.parse(bob.lid()))).isEmpty();
  }

  private Node bundle(Phone whose) {
    return client
        .ask("encrypt", "get", Node.of("key", Node.of("user").with("jid", whose.jid())))
        .requireChild("list")
        .requireChild("user");
  }

  private Node failure() {
    RawClient refused = companion.logIn();
    Node failure = refused.await("failure");
    refused.awaitClosed();
    return failure;
  }
}
