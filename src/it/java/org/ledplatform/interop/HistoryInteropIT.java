package org.ledplatform.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.ledplatform.sandbox.control.Phone;
import org.ledplatform.sandbox.control.SendRequest;
import org.ledplatform.testing.BaileysClient;
import org.ledplatform.testing.BaileysClient.Version;
import org.ledplatform.testing.OpenSandbox;
import org.ledplatform.testing.Requirements;

/** What a phone knows when foreign clients are linked to it, read from its files (§6.9, §10). */
class HistoryInteropIT {

  private static final Duration PATIENCE = Duration.ofSeconds(40);
  private static final int WRITTEN = 250;

  @TempDir static Path folder;
  private static OpenSandbox sandbox;

  @BeforeAll
  static void open() {
    Requirements.needNode();
    sandbox = OpenSandbox.in(folder);
  }

  @AfterAll
  static void close() {
    if (sandbox != null) {
      sandbox.close();
    }
  }

  private static void say(Phone from, Phone to, String text) {
    sandbox.control().send(OpenSandbox.TENANT, from.id(), SendRequest.text(to.id(), text));
  }

  private static Set<String> chats(BaileysClient client) {
    Set<String> ids = new HashSet<>();
    sets(client, "chats").forEach(chat -> ids.add(chat.required("id").asText()));
    return ids;
  }

  private static List<String> texts(BaileysClient client) {
    return sets(client, "messages").stream()
        .map(m -> m.at("/message/conversation").asText())
        .toList();
  }

  private static List<JsonNode> sets(BaileysClient client, String field) {
    List<JsonNode> all = new ArrayList<>();
    client.heard("messaging-history.set").forEach(set -> set.path(field).forEach(all::add));
    return all;
  }

  @ParameterizedTest
  @EnumSource
  void theChatsOfThePhoneArriveAndSoDoesWhatComesLater(Version version) {
    Phone ada = sandbox.person("Ada");
    Phone bob = sandbox.person("Bob");
    List<String> written = IntStream.rangeClosed(1, WRITTEN).mapToObj(i -> "text " + i).toList();
    written.forEach(text -> say(ada, bob, text));

    BaileysClient client = sandbox.companion(version, ada);
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> assertThat(texts(client)).containsExactlyInAnyOrderElementsOf(written));
    assertThat(chats(client)).contains(bob.jid());

    String live = "live " + UUID.randomUUID();
    say(bob, ada, live);
    client.waitForText(live);
    String back = "back " + UUID.randomUUID();
    client.sendContent(bob.jid(), Map.of("text", back));
    await()
        .atMost(PATIENCE)
        .until(() -> sandbox.shown(bob).stream().anyMatch(m -> m.text().equals(back)));
  }
}
