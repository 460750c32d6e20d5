package org.ledplatform.storage.jpa;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ledplatform.bot.Bot;
import org.ledplatform.bot.BotId;
import org.ledplatform.bot.BotProxy;
import org.ledplatform.bot.SampleBots;
import org.ledplatform.bot.SessionVault.Change;
import org.ledplatform.bot.SessionVault.VaultId;

/** Stored credentials are useless without the key: the database files are searched for them. */
class WhatTheFilesTellTest {

  private static final VaultId VAULT = new VaultId(SampleBots.ADA, new BotId("1"));
  private static final String NUMBER = "4915112345678";
  private static final String USER = "somebody-at-the-proxy";
  private static final String PASSWORD = "open%20sesame";
  private static final String KEY = "32 bytes of a private key, really";

  @TempDir Path directory;

  @Test
  void holdNoPhoneNumberNoNameAndNoKey() throws IOException {
    try (TestDatabase database = TestDatabase.in(directory)) {
      store(database);
      assertThat(new JpaBots(database, database.sealer()).find(SampleBots.ADA, new BotId("1")))
          .map(Bot::account)
          .isEqualTo(Optional.of(account()));
    }

    String all = contents();
    assertThat(all).contains("recognisable");
    assertThat(all).doesNotContain(NUMBER).doesNotContain("Grace Hopper").doesNotContain(KEY);
    assertThat(all).doesNotContain(USER).doesNotContain(PASSWORD);
    assertThat(all).doesNotContain(wide(USER)).doesNotContain(wide(PASSWORD));
    assertThat(all).doesNotContain(wide(NUMBER)).doesNotContain(wide(KEY));
  }

  private static void store(TestDatabase database) {
    var bots = new JpaBots(database, database.sealer());
    bots.add(SampleBots.bot(SampleBots.ADA, "1"));
    bots.change(SampleBots.ADA, new BotId("1"), paired());
    var vault = new JpaSessionVault(database, database.sealer());
    Optional<byte[]> secret = Optional.of(KEY.getBytes(UTF_8));
    vault.commit(
        VAULT,
        vault.nextFence(VAULT),
        List.of(
            new Change("SIGNAL_SESSION", NUMBER + ".0", secret),
            new Change("CREDENTIALS", "self", secret)));
  }

  private static UnaryOperator<Bot> paired() {
    return bot ->
        new Bot(
            bot.id(),
            bot.owner(),
            "recognisable",
            bot.network(),
            bot.prefix(),
            bot.config(),
            Optional.of(new BotProxy("http://" + USER + ":" + PASSWORD + "@127.0.0.1:3128")),
            bot.wanted(),
            bot.state(),
            bot.stateReason(),
            account(),
            bot.createdAt(),
            bot.updatedAt(),
            bot.startedAt(),
            bot.lastActivityAt(),
            bot.node());
  }

  private static Optional<Bot.LinkedAccount> account() {
    return Optional.of(
        new Bot.LinkedAccount(
            NUMBER, NUMBER + ":1@s.whatsapp.net", Optional.of("77:1@lid"), "Grace Hopper"));
  }

  private String contents() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return String.join("", files.map(WhatTheFilesTellTest::read).toList());
    }
  }

  private static String read(Path file) {
    try {
      return new String(Files.readAllBytes(file), ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** How a database that stores text in two bytes would write it. */
  private static String wide(String text) {
    return new String(text.getBytes(UTF_16BE), ISO_8859_1);
  }
}
