package org.ledplatform.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ledplatform.testing.FreePort;
import org.ledplatform.testing.LedUser;
import org.ledplatform.testing.PlatformServer;
import org.ledplatform.whatsapp.media.TlsTrust;

/** What survives the end of the process, however it ends. */
class RestartIT {

  @TempDir Path directory;

  @Test
  void aBotComesBackByItselfAfterAKillAndAnswersEachMessageOnce() {
    try (PlatformServer server = PlatformServer.in(directory).start()) {
      LedUser user = LedUser.register(server.api());
      LedUser.PairedBot bot = user.pairSandboxBot("Botty");
      JsonNode ada = user.addPhone("Ada");
      user.send(ada, bot.jid(), "!ping");
      user.waitForReceived(ada, 1);

      server.kill();
      server.start();
      user.waitForStatus(bot.id(), "online");
      user.send(ada, bot.jid(), "!ping");
      user.waitForReceived(ada, 2);
      user.send(ada, bot.jid(), "!uptime");
      user.waitForReceived(ada, 3);

      // Replies of one chat come in order: had a ping been answered twice, there would be four.
      assertThat(user.received(ada)).hasSize(3);
      assertThat(user.api().get("api/bots/" + bot.id() + "/qr").status()).isEqualTo(404);
    }
  }

  @Test
  void whatWasWrittenJustBeforeAKillIsAnsweredOnceEachWhenTheServerIsBack() {
    try (PlatformServer server = PlatformServer.in(directory).start()) {
      LedUser user = LedUser.register(server.api());
      LedUser.PairedBot bot = user.pairSandboxBot("Botty");
      JsonNode ada = user.addPhone("Ada");
      for (int i = 0; i < 5; i++) {
        user.send(ada, bot.jid(), "!ping");
      }

      server.kill();
      server.start();
      user.waitForStatus(bot.id(), "online");
      user.waitForReceived(ada, 5);
      user.send(ada, bot.jid(), "!uptime");
      user.waitForReceived(ada, 6);

      assertThat(user.received(ada)).hasSize(6);
    }
  }

  @Test
  void theMediaHostOfTheSandboxIsThereAgainUnderTheSameCertificate() throws Exception {
    int port = FreePort.find();
    URI media = URI.create("https://127.0.0.1:" + port + "/nothing");
    try (PlatformServer server =
        PlatformServer.in(directory).with("led.sandbox.media-port", "" + port).start()) {
      SSLContext trust =
          TlsTrust.in(Files.readString(directory.resolve("data").resolve("sandbox-media.pem")));
      assertThat(status(media, trust)).isEqualTo(404);

      server.stop();
      server.start();

      assertThat(status(media, trust)).isEqualTo(404);
    }
  }

  private static int status(URI address, SSLContext trust) throws Exception {
    try (HttpClient http = HttpClient.newBuilder().sslContext(trust).build()) {
      return http.send(
              HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.discarding())
          .statusCode();
    }
  }

  @Test
  void noAnswerTellsWhichServerGaveIt() throws Exception {
    try (PlatformServer server = PlatformServer.in(directory).start();
        HttpClient http = HttpClient.newHttpClient()) {
      var answer =
          http.send(
              HttpRequest.newBuilder(server.url().resolve("openapi")).build(),
              HttpResponse.BodyHandlers.ofString());

      assertThat(answer.headers().map()).doesNotContainKeys("server", "x-powered-by");
    }
  }

  @Test
  void anOrderlyStopLeavesNothingToRepair() {
    try (PlatformServer server = PlatformServer.in(directory).start()) {
      LedUser user = LedUser.register(server.api());
      LedUser.PairedBot bot = user.pairSandboxBot("Botty");

      server.stop();
      server.start();

      user.waitForStatus(bot.id(), "online");
    }
  }
}
