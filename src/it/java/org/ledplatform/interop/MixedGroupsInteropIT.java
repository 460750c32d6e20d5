package org.ledplatform.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ledplatform.testing.OurClient.done;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ledplatform.sandbox.control.Phone;
import org.ledplatform.testing.BaileysClient;
import org.ledplatform.testing.BaileysClient.Version;
import org.ledplatform.testing.OpenSandbox;
import org.ledplatform.testing.OurClient;
import org.ledplatform.testing.Requirements;
import org.ledplatform.whatsapp.client.ClientEvent;
import org.ledplatform.whatsapp.content.Text;
import org.ledplatform.whatsapp.group.Addressing;
import org.ledplatform.whatsapp.group.GroupChange;
import org.ledplatform.whatsapp.group.GroupMetadata;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.message.ReceivedMessage;

/**
 * Our client in one group with foreign clients: with both versions where people are addressed by
 * phone number, with version 7 by LID (version 6 cannot, protocol §8.3).
 */
class MixedGroupsInteropIT {

  @TempDir static Path folder;
  private static OpenSandbox sandbox;
  private static Phone ada;
  private static Phone bob;
  private static Phone cyd;
  private static OurClient ours;
  private static BaileysClient seven;
  private static BaileysClient six;

  @BeforeAll
  static void open() {
    Requirements.needNode();
    sandbox = OpenSandbox.in(folder);
    ada = sandbox.person("Ada");
    bob = sandbox.person("Bob");
    cyd = sandbox.person("Cyd");
    ours = sandbox.ourCompanion(ada);
    seven = sandbox.companion(Version.V7, bob);
    six = sandbox.companion(Version.V6, cyd);
  }

  @AfterAll
  static void close() {
    if (sandbox != null) {
      sandbox.close();
    }
  }

  private static String unique(String words) {
    return words + " " + UUID.randomUUID();
  }

  private static void weHear(Jid group, String text, Jid author) {
    ReceivedMessage message = ours.awaitMessage(m -> m.text().equals(text));
    assertThat(message.chat()).isEqualTo(group);
    assertThat(message.sender().withoutDevice()).isEqualTo(author);
  }

  private static void theyHear(BaileysClient client, Jid group, String text) {
    assertThat(client.waitForText(text).required("chat").asText()).isEqualTo(group.toString());
  }

  private static void weSay(Jid group, String text) {
    ours.send(group, new Text(text));
  }

  private static Jid ofBaileys(String subject, String... people) {
    JsonNode group = seven.call("groupCreate", subject, List.of(people));
    Jid id = Jid.parse(group.required("id").asText());
    ours.await(
        ClientEvent.GroupChanged.class,
        e -> e.event().group().equals(id) && e.event().change() instanceof GroupChange.Created);
    return id;
  }

  @Test
  void allThreeTalkInAGroupThatWeMade() {
    GroupMetadata made =
        done(
            ours.client()
                .groups()
                .create(unique("Ours"), List.of(Jid.parse(bob.jid()), Jid.parse(cyd.jid()))));
    assertThat(made.addressing()).isEqualTo(Addressing.PHONE);
    for (BaileysClient client : List.of(seven, six)) {
      client.waitForHeard(
          "groups.upsert", g -> g.required("id").asText().equals(made.id().toString()));
    }
    for (int round = 1; round <= 2; round++) {
      String fromUs = unique("ours " + round);
      weSay(made.id(), fromUs);
      theyHear(seven, made.id(), fromUs);
      theyHear(six, made.id(), fromUs);
      String fromSeven = unique("seven " + round);
      seven.send(made.id().toString(), fromSeven);
      weHear(made.id(), fromSeven, Jid.parse(bob.jid()));
      theyHear(six, made.id(), fromSeven);
      String fromSix = unique("six " + round);
      six.send(made.id().toString(), fromSix);
      weHear(made.id(), fromSix, Jid.parse(cyd.jid()));
      theyHear(seven, made.id(), fromSix);
    }
  }

  @Test
  void weTalkWithVersionSevenInAGroupThatUsesLids() {
    Jid group = ofBaileys(unique("Lids"), ada.lid());
    assertThat(done(ours.client().groups().metadata(group)).addressing()).isEqualTo(Addressing.LID);
    for (int round = 1; round <= 2; round++) {
      String theirs = unique("seven " + round);
      seven.send(group.toString(), theirs);
      weHear(group, theirs, Jid.parse(bob.lid()));
      String fromUs = unique("ours " + round);
      weSay(group, fromUs);
      theyHear(seven, group, fromUs);
    }
  }

  @Test
  void whoIsRemovedReadsNoMoreOfUsAndWhoCameLaterNothingOfBefore() {
    GroupMetadata made =
        done(ours.client().groups().create(unique("Doors"), List.of(Jid.parse(bob.jid()))));
    seven.waitForHeard(
        "groups.upsert", g -> g.required("id").asText().equals(made.id().toString()));
    String before = unique("before Cyd");
    weSay(made.id(), before);
    theyHear(seven, made.id(), before);

    done(ours.client().groups().add(made.id(), List.of(Jid.parse(cyd.jid()))));
    six.waitForHeard("groups.upsert", g -> g.required("id").asText().equals(made.id().toString()));
    String together = unique("all together");
    weSay(made.id(), together);
    theyHear(six, made.id(), together);
    theyHear(seven, made.id(), together);

    done(ours.client().groups().remove(made.id(), List.of(Jid.parse(bob.jid()))));
    String without = unique("without Bob");
    weSay(made.id(), without);
    theyHear(six, made.id(), without);
    String direct = unique("to Bob alone");
    ours.send(Jid.parse(bob.jid()), new Text(direct));
    seven.waitForText(direct);
    assertThat(six.received()).doesNotContain(before);
    assertThat(seven.received()).doesNotContain(without);
  }

  @Test
  void whatTheirAdminChangesWeHearAndWhatOursChangesTheyHear() {
    Jid group = ofBaileys(unique("Rules"), ada.jid(), cyd.jid());
    String subject = unique("Their name");
    seven.call("groupUpdateSubject", group.toString(), subject);
    ours.await(
        ClientEvent.GroupChanged.class,
        e ->
            e.event().change() instanceof GroupChange.SubjectChanged(var now)
                && now.text().equals(subject));
    // Of two changes of a group that come close together Baileys reports the first alone.
    six.waitForHeard("groups.update", u -> u.path("subject").asText().equals(subject));
    seven.call("groupParticipantsUpdate", group.toString(), List.of(ada.jid()), "promote");
    ours.await(
        ClientEvent.GroupChanged.class,
        e ->
            e.event().group().equals(group)
                && e.event().change() instanceof GroupChange.RoleChanged);

    String name = unique("Our name");
    done(ours.client().groups().profile().rename(group, name));
    six.waitForHeard("groups.update", u -> u.path("subject").asText().equals(name));
    done(ours.client().groups().profile().setAnnouncement(group, true));
    six.waitForHeard("groups.update", u -> u.path("announce").asBoolean());
    String code = done(ours.client().groups().entrance().inviteCode(group));
    assertThat(seven.call("groupInviteCode", group.toString()).asText()).isEqualTo(code);
  }
}
