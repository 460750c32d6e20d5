package org.ledplatform.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.ledplatform.testing.OurClient.done;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.ledplatform.testing.BaileysClient;
import org.ledplatform.testing.BaileysClient.Version;
import org.ledplatform.whatsapp.appstate.AppStateEvent;
import org.ledplatform.whatsapp.client.AccountEvent;
import org.ledplatform.whatsapp.jid.Jid;

/**
 * Settings that the devices of one account share, where one device is ours and one is Baileys: each
 * checks every MAC that the other made, of records, patches and the whole (protocol §6.9).
 */
class AccountStateInteropIT extends Correspondents {

  private static final long DAY = 86_400_000;

  @ParameterizedTest
  @EnumSource
  void weFollowWhatBaileysChanges(Version version) {
    BaileysClient second = sandbox.companion(version, ada);
    Jid chat = bob(version);
    String first = second.send(chat.toString(), unique("a chat"));

    // Baileys refuses until the phone's key for the settings has come.
    await().untilAsserted(() -> second.call("chatModify", Map.of("mute", DAY), chat.toString()));
    AppStateEvent.ChatMuted muted =
        changed(AppStateEvent.ChatMuted.class, c -> c.chat().equals(chat) && c.muted());
    assertThat(muted.until()).isPresent();
    // Baileys has no value of its own for a chat that becomes loud; a null says so.
    second.call("chatModify", withNull("mute"), chat.toString());
    changed(AppStateEvent.ChatMuted.class, c -> c.chat().equals(chat) && !c.muted());

    for (boolean archived : List.of(true, false)) {
      second.call("chatModify", archive(archived, chat, first), chat.toString());
      changed(
          AppStateEvent.ChatArchived.class, c -> c.chat().equals(chat) && c.archived() == archived);
    }
    second.close();
  }

  @ParameterizedTest
  @EnumSource
  void baileysFollowsWhatWeChange(Version version) {
    BaileysClient second = sandbox.companion(version, ada);
    Jid chat = bob(version);
    second.send(chat.toString(), unique("a chat"));

    Instant until = Instant.ofEpochMilli(System.currentTimeMillis() + DAY);
    done(ours.client().account().mute(chat, true, Optional.of(until)));
    update(second, chat, u -> u.path("muteEndTime").asLong() == until.toEpochMilli());
    done(ours.client().account().mute(chat, false, Optional.empty()));
    update(second, chat, u -> u.has("muteEndTime") && u.path("muteEndTime").isNull());

    for (boolean archived : List.of(true, false)) {
      done(ours.client().account().archive(chat, archived));
      update(second, chat, u -> u.has("archived") && u.path("archived").asBoolean() == archived);
    }
    second.close();
  }

  private static Map<String, Object> withNull(String name) {
    Map<String, Object> map = new HashMap<>();
    map.put(name, null);
    return map;
  }

  private static Map<String, Object> archive(boolean archived, Jid chat, String messageId) {
    return Map.of(
        "archive",
        archived,
        "lastMessages",
        List.of(
            Map.of(
                "key",
                key(chat, true, messageId),
                "messageTimestamp",
                Instant.now().getEpochSecond())));
  }

  private static <T extends AppStateEvent> T changed(Class<T> kind, Predicate<T> fits) {
    AccountEvent.StateChanged event =
        ours.await(
            AccountEvent.StateChanged.class,
            e -> kind.isInstance(e.change()) && fits.test(kind.cast(e.change())));
    return kind.cast(event.change());
  }

  private static void update(BaileysClient client, Jid chat, Predicate<JsonNode> fits) {
    assertThat(
            client.waitForHeard(
                "chats.update",
                u -> u.required("id").asText().equals(chat.toString()) && fits.test(u)))
        .isNotNull();
  }
}
