package org.ledplatform.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ledplatform.testing.OurClient.done;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.ledplatform.testing.BaileysClient;
import org.ledplatform.testing.BaileysClient.Version;
import org.ledplatform.whatsapp.content.MessageName;
import org.ledplatform.whatsapp.content.Revoke;
import org.ledplatform.whatsapp.content.Text;
import org.ledplatform.whatsapp.jid.Jid;

/** Admins who take away what others wrote in their group (protocol §8.8). */
class GroupAdminsInteropIT extends Correspondents {

  @ParameterizedTest
  @EnumSource
  void adminsTakeAwayWhatOthersWrote(Version version) {
    BaileysClient bob = baileys(version);
    Version other = version == Version.V7 ? Version.V6 : Version.V7;
    Jid group =
        done(ours.client().groups().create(unique("Admins"), List.of(bob(version), bob(other))))
            .id();
    for (Version each : Version.values()) {
      baileys(each)
          .waitForHeard("groups.upsert", g -> g.required("id").asText().equals(group.toString()));
    }

    String rude = unique("something rude");
    String rudeId = bob.send(group.toString(), rude);
    ours.awaitMessage(m -> m.text().equals(rude));
    baileys(other).waitForText(rude);
    ours.send(
        group, new Revoke(new MessageName(group, false, rudeId, Optional.of(bob(version))), true));
    assertThat(takenBack(other, rudeId).at("/key/remoteJid").asText()).isEqualTo(group.toString());
    assertThat(takenBack(version, rudeId).at("/key/remoteJid").asText())
        .isEqualTo(group.toString());

    done(ours.client().groups().promote(group, List.of(bob(version))));
    bob.waitForHeard(
        "group-participants.update",
        u ->
            u.required("id").asText().equals(group.toString())
                && u.required("action").asText().equals("promote"));
    String mine = unique("something of ours");
    String id = ours.send(group, new Text(mine));
    bob.waitForText(mine);
    bob.sendContent(
        group.toString(),
        Map.of(
            "delete",
            Map.of(
                "remoteJid",
                group.toString(),
                "fromMe",
                false,
                "id",
                id,
                "participant",
                ada.jid())));
    Revoke revoke = ours.awaitContent(Revoke.class, r -> r.target().id().equals(id));
    assertThat(revoke.byAdmin()).isTrue();
    assertThat(revoke.target().fromMe()).isTrue();
    assertThat(takenBack(other, id).at("/key/remoteJid").asText()).isEqualTo(group.toString());
  }
}
