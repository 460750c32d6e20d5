package org.ledplatform.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ledplatform.sandbox.control.Phone;
import org.ledplatform.sandbox.control.SendRequest;
import org.ledplatform.sandbox.control.ShownMessage;
import org.ledplatform.sandbox.group.GroupWorld;
import org.ledplatform.sandbox.storage.MvStoreSandboxStorage;
import org.ledplatform.sandbox.storage.SandboxStorage;
import org.ledplatform.whatsapp.crypto.PublicKey;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.node.Node;

/** What the network remembers when it starts again. */
class RestartTest {

  @TempDir Path directory;

  private SandboxStorage storage() {
    return new MvStoreSandboxStorage(directory.resolve("sandbox"), new byte[32]);
  }

  @Test
  void keepsPhonesDevicesQueuesSessionsAndScreens() {
    Phone ada;
    Phone bob;
    Companion companion;
    PublicKey root;
    try (SandboxFixture first = new SandboxFixture(storage())) {
      root = first.network().rootKey();
      ada = first.phone("Ada");
      bob = first.phone("Bob");
      companion = Companion.pair(first, ada.id());
      RawClient client = companion.goOnline();
      companion.takeWelcome(client);
      companion.sendText(client, Jid.parse(bob.jid()), "before");
      first.shows(bob, 1);
      first.control().send(SandboxFixture.TENANT, bob.id(), SendRequest.text(ada.id(), "waiting"));
      companion.decrypt(client.await("message"));
    }

    try (SandboxFixture second = new SandboxFixture(storage())) {
      companion.moveTo(second);
      assertThat(second.network().rootKey()).isEqualTo(root);
      assertThat(second.control().phones(SandboxFixture.TENANT)).containsExactly(ada, bob);
      assertThat(second.shows(bob, 2))
          .extracting(ShownMessage::text)
          .containsExactly("before", "waiting");
      try (RawClient client = companion.goOnline()) {
        // Nothing was acknowledged, so it comes again; the ratchets go on where they were.
        companion.sendText(client, Jid.parse(bob.jid()), "after");
        assertThat(client.await("ack").attribute("error")).isEmpty();
        assertThat(second.shows(bob, 3).getLast().text()).isEqualTo("after");
        second
            .control()
            .send(SandboxFixture.TENANT, bob.id(), SendRequest.text(ada.id(), "and back"));
        Node message =
            client.await(n -> n.tag().equals("message") && n.attribute("offline").isEmpty());
        assertThat(companion.decrypt(message).getConversation()).isEqualTo("and back");
      }
    }
  }

  @Test
  void keepsWhatWaitsForADeviceThatIsAway() {
    Phone ada;
    Companion companion;
    try (SandboxFixture first = new SandboxFixture(storage())) {
      ada = first.phone("Ada");
      companion = Companion.pair(first, ada.id());
      Phone bob = first.phone("Bob");
      first
          .control()
          .send(SandboxFixture.TENANT, bob.id(), SendRequest.text(ada.id(), "for later"));
    }
    try (SandboxFixture second = new SandboxFixture(storage())) {
      companion.moveTo(second);
      try (RawClient client = companion.logIn()) {
        Node message = client.await("message");
        assertThat(message.attribute("offline")).isPresent();
        assertThat(companion.decrypt(message).getConversation()).isEqualTo("for later");
      }
    }
  }

  @Test
  void keepsGroupsAndPictures() {
    byte[] jpeg = {(byte) 0xFF, (byte) 0xD8, 1, 2, 3};
    Jid group;
    Node before;
    Companion companion;
    try (GroupWorld first = new GroupWorld(storage())) {
      companion = first.adas.device();
      group = first.create(true, first.bob);
      first.adas.ask(group, "set", Node.of("announcement"));
      first.adas.client().askAbout(group, "w:profile:picture", "set", Node.of("picture", jpeg));
      before = GroupWorld.read(first.adas, group).requireChild("group");
    }

    try (SandboxFixture second = new SandboxFixture(storage())) {
      companion.moveTo(second);
      GroupWorld.Member ada = new GroupWorld.Member(companion, companion.goOnline());
      Node after = GroupWorld.read(ada, group).requireChild("group");
      assertThat(after.attributes()).isEqualTo(before.attributes());
      assertThat(GroupWorld.members(after)).isEqualTo(GroupWorld.members(before));
      assertThat(after.child("announcement")).isPresent();
      Node picture = ada.client().askAbout(group, "w:profile:picture", "get", Node.of("picture"));
      assertThat(picture.requireChild("picture").bytes()).isEqualTo(jpeg);
    }
  }
}
