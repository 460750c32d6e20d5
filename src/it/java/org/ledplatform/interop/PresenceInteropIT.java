package org.ledplatform.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.ledplatform.testing.BaileysClient;
import org.ledplatform.testing.BaileysClient.Version;
import org.ledplatform.whatsapp.client.ClientEvent;
import org.ledplatform.whatsapp.client.Manners;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.stanza.PresenceReport.PresenceTold;
import org.ledplatform.whatsapp.stanza.PresenceReport.TypingTold;
import org.ledplatform.whatsapp.stanza.Typing;

/** Who is there and who types, between our client and both versions of Baileys (protocol §6.7). */
class PresenceInteropIT extends Correspondents {

  @ParameterizedTest
  @EnumSource
  void weHearWhetherBaileysIsThereAndTypes(Version version) {
    BaileysClient bob = baileys(version);
    // Without a name of its own Baileys says nothing of itself.
    bob.call("updateProfileName", "Bob " + version);
    ours.client().manners().watch(bob(version));
    await().until(() -> told(version) == 1);
    bob.call("sendPresenceUpdate", "unavailable");
    await().until(() -> told(version) == 2);
    bob.call("sendPresenceUpdate", "available");
    await().until(() -> told(version) == 3);
    for (Map.Entry<String, Typing> said :
        Map.of("composing", Typing.TEXT, "recording", Typing.VOICE, "paused", Typing.PAUSED)
            .entrySet()) {
      bob.call("sendPresenceUpdate", said.getKey(), ada.jid());
      ours.await(
          ClientEvent.PresenceChanged.class,
          e ->
              e.report() instanceof TypingTold(var chat, var by, var typing)
                  && chat.equals(bob(version))
                  && by.equals(bob(version))
                  && typing == said.getValue());
    }
  }

  @ParameterizedTest
  @EnumSource
  void baileysHearsWhetherWeAreThereAndType(Version version) {
    BaileysClient bob = baileys(version);
    Manners manners = ours.client().manners();
    bob.call("presenceSubscribe", ada.jid());
    theyHear(bob, "available", false);
    for (boolean there : new boolean[] {false, true}) {
      int before = bob.heard("presence.update").size();
      manners.appear(there);
      await().until(() -> bob.heard("presence.update").size() == before + 1);
    }

    manners.typing(bob(version), Typing.TEXT);
    theyHear(bob, "composing", true);
    manners.typing(bob(version), Typing.VOICE);
    theyHear(bob, "recording", true);
    manners.typing(bob(version), Typing.PAUSED);
    theyHear(bob, "available", true);
  }

  /** How often we heard whether this person is there. They always are: a phone is in hand. */
  private static long told(Version version) {
    return ours.events().stream()
        .filter(ClientEvent.PresenceChanged.class::isInstance)
        .map(event -> ((ClientEvent.PresenceChanged) event).report())
        .filter(
            r ->
                r instanceof PresenceTold(var who, var there, _)
                    && there
                    && who.equals(bob(version)))
        .count();
  }

  /** Presence is of the person, typing of the device. */
  private static void theyHear(BaileysClient bob, String state, boolean ofDevice) {
    JsonNode heard =
        bob.waitForHeard(
            "presence.update",
            p ->
                p.required("presences").properties().stream()
                    .anyMatch(
                        each ->
                            isAda(Jid.parse(each.getKey()), ofDevice)
                                && each.getValue()
                                    .required("lastKnownPresence")
                                    .asText()
                                    .equals(state)));
    assertThat(isAda(Jid.parse(heard.required("id").asText()), ofDevice)).isTrue();
  }

  private static boolean isAda(Jid jid, boolean device) {
    return jid.sameUser(Jid.parse(ada.jid())) && (jid.device() != 0) == device;
  }
}
