package org.ledplatform.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ledplatform.testing.LedUser;
import org.ledplatform.testing.PlatformServer;

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
