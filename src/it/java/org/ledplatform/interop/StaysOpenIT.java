package org.ledplatform.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ledplatform.testing.BaileysClient;
import org.ledplatform.testing.BaileysClient.Version;
import org.ledplatform.testing.LedUser;
import org.ledplatform.testing.OurClient;
import org.ledplatform.testing.Requirements;
import org.ledplatform.testing.SandboxProcess;
import org.ledplatform.whatsapp.client.ClientEvent;
import org.ledplatform.whatsapp.content.Text;
import org.ledplatform.whatsapp.jid.Jid;

/**
 * Connections on which nobody says anything but that they are there (protocol §6.4, §13.5 item 10):
 * our client and both versions of Baileys at the same network, which runs alone as the README says.
 * They wait together, so that the five minutes pass once.
 */
class StaysOpenIT {

  /** Longer than five minutes, which is longer than anybody's time-out. */
  private static final Duration QUIET = Duration.ofSeconds(330);

  @TempDir Path folder;
  private final List<AutoCloseable> open = new ArrayList<>();
  private SandboxProcess sandbox;
  private LedUser people;

  @BeforeEach
  void start() {
    Requirements.needNode();
    sandbox = SandboxProcess.start(folder);
    open.add(sandbox);
    people = LedUser.withoutAccount(sandbox.control());
  }

  @AfterEach
  void stop() throws Exception {
    for (AutoCloseable each : open.reversed()) {
      each.close();
    }
  }

  @Test
  void allAreStillThereAfterMoreThanFiveQuietMinutes() {
    JsonNode ada = people.addPhone("Ada");
    OurClient ours = ours(ada);
    List<JsonNode> owners = List.of(people.addPhone("Bob"), people.addPhone("Cyd"));
    List<BaileysClient> clients =
        List.of(baileys(Version.V6, owners.get(0)), baileys(Version.V7, owners.get(1)));
    int before = ours.events().size();

    await()
        .during(QUIET)
        .atMost(QUIET.plusSeconds(30))
        .pollInterval(Duration.ofSeconds(1))
        .until(() -> clients.stream().noneMatch(BaileysClient::hasClosed) && stayed(ours, before));

    for (int i = 0; i < clients.size(); i++) {
      String theirs = "still there " + UUID.randomUUID();
      clients.get(i).send(ada.required("jid").asText(), theirs);
      ours.awaitMessage(m -> m.text().equals(theirs));
      String mine = "so are we " + UUID.randomUUID();
      ours.send(Jid.parse(owners.get(i).required("jid").asText()), new Text(mine));
      clients.get(i).waitForText(mine);
    }
    assertThat(clients).noneMatch(BaileysClient::hasClosed);
    assertThat(stayed(ours, before)).isTrue();
  }

  /** Whether our connection has neither ended nor begun since. */
  private static boolean stayed(OurClient client, int before) {
    return client.events().stream()
        .skip(before)
        .noneMatch(e -> e instanceof ClientEvent.Disconnected || e instanceof ClientEvent.Online);
  }

  private OurClient ours(JsonNode phone) {
    OurClient client =
        new OurClient(
            sandbox.url(),
            OurClient.config(HexFormat.of().parseHex(sandbox.rootKey()), config -> config));
    open.add(client);
    people.scan(phone, client.qr());
    client.await(ClientEvent.Online.class, _ -> true);
    return client;
  }

  private BaileysClient baileys(Version version, JsonNode phone) {
    BaileysClient client =
        BaileysClient.start(
            version, sandbox.url(), sandbox.rootKey(), folder.resolve(version.toString()));
    open.add(client);
    people.scan(phone, client.open().waitForQr());
    client.waitForOpen();
    return client;
  }
}
