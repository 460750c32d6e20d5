package org.ledplatform.interop;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.ledplatform.testing.BaileysClient;
import org.ledplatform.testing.BaileysClient.Version;
import org.ledplatform.testing.InteropWorld;
import org.ledplatform.testing.LedUser;

/**
 * What clients that nobody here wrote must be able to do on the sandbox network, with each other
 * and with our bots.
 */
abstract class InteropCases {

  @TempDir Path folder;

  private final List<BaileysClient> clients = new ArrayList<>();

  abstract InteropWorld world();

  @AfterEach
  void endTheClients() {
    clients.forEach(BaileysClient::close);
  }

  @ParameterizedTest
  @EnumSource
  void pairsByQrAndReconnectsWithoutAnother(Version version) {
    JsonNode phone = world().people().addPhone("Ada");
    BaileysClient client = paired(version, phone, "ada");
    client.disconnect();
    assertThat(client.open().waitForOpen()).isEqualTo(phone.required("jid").asText());
  }

  @ParameterizedTest
  @CsvSource({"V7,V7", "V6,V7", "V7,V6", "V6,V6"})
  void chatInBothDirections(Version one, Version other) {
    JsonNode ada = world().people().addPhone("Ada");
    JsonNode bob = world().people().addPhone("Bob");
    BaileysClient first = paired(one, ada, "ada");
    BaileysClient second = paired(other, bob, "bob");

    first.send(bob.required("jid").asText(), "Hello Bob");
    second.waitForText("Hello Bob");
    second.send(ada.required("jid").asText(), "Hello Ada");
    first.waitForText("Hello Ada");
    first.send(bob.required("jid").asText(), "How are you?");
    second.waitForText("How are you?");

    assertThat(world().people().received(bob)).containsExactly("Hello Bob", "How are you?");
    assertThat(world().people().received(ada)).containsExactly("Hello Ada");
  }

  @ParameterizedTest
  @EnumSource
  void aPersonsCompanionAsksOurBotAndReadsTheAnswer(Version version) {
    LedUser.PairedBot bot = bot();
    JsonNode person = world().people().addPhone("Ada");
    BaileysClient client = paired(version, person, "ada");

    client.send(bot.jid(), "!ping");
    JsonNode answer = client.waitForMessage(InteropCases::isPong);
    client.send(bot.jid(), "!ping");
    world().people().waitForReceived(person, 2);

    assertThat(answer.required("text").asText()).isNotBlank();
    assertThat(world().people().received(bot.phone())).containsExactly("!ping", "!ping");
  }

  @ParameterizedTest
  @EnumSource
  void ourBotAnswersAfterBothWereOffline(Version version) {
    LedUser.PairedBot bot = bot();
    JsonNode person = world().people().addPhone("Ada");
    BaileysClient client = paired(version, person, "ada");
    LedUser owner = world().owner();
    client.send(bot.jid(), "!ping");
    client.waitForMessage(InteropCases::isPong);

    owner.api().post("api/bots/" + bot.id() + "/stop").expect(202);
    owner.waitForStatus(bot.id(), "stopped");
    client.send(bot.jid(), "!ping");
    world().people().waitForReceived(bot.phone(), 2);
    client.disconnect();
    owner.api().post("api/bots/" + bot.id() + "/start").expect(202);
    owner.waitForStatus(bot.id(), "online");
    world().people().waitForReceived(person, 2);
    client.open().waitForOpen();

    client.waitForReceived(1);
    client.send(bot.jid(), "!ping");
    world().people().waitForReceived(person, 3);
    assertThat(client.waitForReceived(2)).hasSize(2).allMatch(InteropCases::isPong);
  }

  @Test
  void twoCompanionsOfOnePersonBothSeeTheAnswer() {
    LedUser.PairedBot bot = bot();
    JsonNode person = world().people().addPhone("Ada");
    BaileysClient old = paired(Version.V6, person, "old");
    BaileysClient recent = paired(Version.V7, person, "recent");

    recent.send(bot.jid(), "!ping");

    recent.waitForMessage(InteropCases::isPong);
    old.waitForMessage(InteropCases::isPong);
  }

  private static boolean isPong(JsonNode message) {
    return isPong(message.required("text").asText());
  }

  private static boolean isPong(String text) {
    return text.toLowerCase(Locale.ROOT).contains("pong");
  }

  private BaileysClient paired(Version version, JsonNode phone, String name) {
    BaileysClient client =
        BaileysClient.start(version, world().address(), world().rootKey(), folder.resolve(name));
    clients.add(client);
    world().people().scan(phone, client.open().waitForQr());
    client.waitForOpen();
    client.waitForWelcome();
    return client;
  }

  private LedUser.PairedBot bot() {
    return world().owner().pairBot("Botty", world().botNetwork(), world().people());
  }
}
