package org.ledplatform.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ledplatform.testing.Api.Answer;
import org.ledplatform.testing.LedUser;
import org.ledplatform.testing.PlatformServer;
import org.ledplatform.testing.SandboxProcess;
import org.ledplatform.whatsapp.socket.LoopbackProxy;

/**
 * Bots of the built WAR behind proxies of their own. The network stands under a name that only the
 * proxy knows, so whatever arrives there has gone through it.
 */
class ProxiedBotIT {

  private static final Duration SOON = Duration.ofSeconds(20);

  @TempDir private Path directory;
  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
  private SandboxProcess network;
  private LoopbackProxy proxy;

  @BeforeEach
  void start() throws IOException {
    network = SandboxProcess.start(directory);
    proxy = new LoopbackProxy(executor, URI.create(network.url()).getPort());
  }

  @AfterEach
  void stop() throws IOException {
    proxy.close();
    network.close();
    executor.shutdownNow();
  }

  private PlatformServer server(String allowed) {
    return PlatformServer.in(directory)
        .with("led.whatsapp.url", "ws://chat.led.invalid/sandbox/ws/chat")
        .with("led.whatsapp.root-key", network.rootKey())
        .with("led.proxy.allowed", allowed)
        .start();
  }

  private static String create(LedUser user, String address) {
    return user.api()
        .post(
            "api/bots",
            Map.of("name", "Behind", "network", "whatsapp", "config", Map.of("proxy", address)))
        .expect(201)
        .field("id");
  }

  @Test
  void livesBehindItsProxyFromThePairingToTheFarewell() {
    try (PlatformServer server = server("127.0.0.1")) {
      LedUser user = LedUser.register(server.api());
      LedUser people = LedUser.withoutAccount(network.control());
      String bot = create(user, proxy.address("socks5"));
      String path = "api/bots/" + bot;
      user.api().post(path + "/start").expect(202);
      JsonNode phone = people.addPhone("Ada");
      people.scan(phone, user.waitForQr(bot));
      user.waitForStatus(bot, "online");
      assertThat(proxy.targets).isNotEmpty().containsOnly("chat.led.invalid:80");

      user.api().patch(path, Map.of("config", Map.of("proxy", proxy.address("http")))).expect(200);
      user.api().post(path + "/restart").expect(202);
      user.waitForStatus(bot, "online");
      int before = proxy.targets.size();
      user.api().post(path + "/stop").expect(202);
      user.api().delete(path).expect(204);
      await().atMost(SOON).until(() -> proxy.targets.size() == before + 1);
      assertThat(proxy.refused).hasValue(0);
    }
  }

  @Test
  void nobodyReadsThePasswordAndTheMaskKeepsIt() {
    try (PlatformServer server = server("127.0.0.1")) {
      LedUser user = LedUser.register(server.api());
      String bot = create(user, proxy.address("http"));
      String path = "api/bots/" + bot;
      String masked = "http://ada:***@127.0.0.1:" + proxy.port();
      Answer shown = user.api().get(path).expect(200);
      assertThat(shown.json().at("/config/proxy").asText()).isEqualTo(masked);

      Map<String, Object> same = Map.of("config", Map.of("proxy", masked, "language", "pt"));
      user.api().patch(path, same).expect(200);
      user.api().post(path + "/start").expect(202);
      user.waitForQr(bot);
      Map<String, Object> moved = Map.of("config", Map.of("proxy", masked + "0"));
      Answer refused = user.api().patch(path, moved).expect(400);
      assertThat(refused.json().at("/errors/0/field").asText()).isEqualTo("config.proxy");
      String all = user.api().get("api/bots").text() + user.api().get(path + "/logs").text();
      assertThat(all + server.log()).doesNotContain(LoopbackProxy.PASSWORD + "@");
    }
  }

  @Test
  void whatIsNotAllowedIsNeverConnectedTo() {
    try (PlatformServer server = server("proxy.led.invalid")) {
      LedUser user = LedUser.register(server.api());
      Map<String, Object> inside =
          Map.of("name", "n", "config", Map.of("proxy", proxy.address("http")));
      assertThat(
              user.api().post("api/bots", inside).expect(400).json().at("/errors/0/field").asText())
          .isEqualTo("config.proxy");

      String bot = create(user, proxy.address("http").replace("127.0.0.1", "localhost"));
      user.api().post("api/bots/" + bot + "/start").expect(202);
      JsonNode waiting = user.waitForStatus(bot, "reconnecting");
      assertThat(waiting.required("statusReason").asText())
          .contains("the bot's proxy cannot be reached, or gives no way to the network");
      assertThat(proxy.tunnels).hasValue(0);
      assertThat(proxy.refused).hasValue(0);
    }
  }
}
