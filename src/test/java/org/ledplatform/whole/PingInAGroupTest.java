package org.ledplatform.whole;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.ledplatform.whole.WholeHouse.OWNER;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ledplatform.bot.BotId;
import org.ledplatform.bot.BotState;
import org.ledplatform.bot.Network;
import org.ledplatform.sandbox.control.NewPhone;
import org.ledplatform.sandbox.control.Phone;
import org.ledplatform.sandbox.control.SendRequest;
import org.ledplatform.sandbox.control.ShownMessage;
import org.ledplatform.whole.WholeHouse.Server;

/** Where bots live: in a group, addressed by phone number or LID, until somebody removes them. */
@Timeout(60)
class PingInAGroupTest {

  private static final String TENANT = "ada";

  @AutoClose private final WholeHouse house = new WholeHouse();
  private Phone botsPhone;
  private Phone visitor;
  private Phone witness;

  @BeforeEach
  void aBotIsPaired() {
    botsPhone = phone("Bot owner");
    visitor = phone("Visitor");
    witness = phone("Witness");
    Server server = house.server();
    BotId bot = server.create("Ping", Network.SANDBOX);
    server.manager.start(OWNER, bot);
    soon().until(() -> server.qr(bot).isPresent());
    house.people.scan(TENANT, botsPhone.id(), server.qr(bot).orElseThrow());
    soon().until(() -> server.bot(bot).state() == BotState.ONLINE);
  }

  private Phone phone(String name) {
    return house.people.addPhone(TENANT, new NewPhone(name, Optional.empty()));
  }

  private static ConditionFactory soon() {
    return await().atMost(Duration.ofSeconds(20)).pollInterval(Duration.ofMillis(20));
  }

  private String group(String addressing) throws Exception {
    String wish =
        """
        {"as": "%s", "subject": "Friends", "addressing": "%s", "members": ["%s", "%s"]}
        """
            .formatted(visitor.id(), addressing, botsPhone.id(), witness.id());
    return new ObjectMapper()
        .readTree(house.people.groups().create(TENANT, wish))
        .required("id")
        .asText();
  }

  private String write(String to, String text) {
    return house.people.send(TENANT, visitor.id(), SendRequest.text(to, text)).messageId();
  }

  private List<ShownMessage> answers(Phone phone, String chat) {
    return house.people.messages(TENANT, phone.id(), Optional.of(chat), Optional.empty()).stream()
        .filter(message -> message.from().equals(botsPhone.jid()))
        .toList();
  }

  private static boolean quotes(ShownMessage message, String request) {
    return message.quoted().map(q -> q.messageId().equals(request)).orElse(false);
  }

  @ParameterizedTest
  @ValueSource(strings = {"pn", "lid"})
  void answersOnceInTheGroupQuotingTheRequest(String addressing) throws Exception {
    String group = group(addressing);

    String request = write(group, "!ping");
    soon().until(() -> answers(witness, group).stream().anyMatch(m -> quotes(m, request)));
    // A second reply would come before the answer to a later question, which keeps the order.
    String marker = write(group, "!uptime");
    soon().until(() -> answers(witness, group).stream().anyMatch(m -> quotes(m, marker)));
    soon().until(() -> answers(visitor, group).size() == 2);

    assertThat(answers(witness, group)).filteredOn(m -> quotes(m, request)).hasSize(1);
    assertThat(answers(witness, group).getFirst().text()).startsWith("Pong!");
    assertThat(answers(visitor, botsPhone.jid())).as("nothing in private").isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"pn", "lid"})
  void answersNoMoreWhenItWasRemoved(String addressing) throws Exception {
    String group = group(addressing);
    String before = write(group, "!ping");
    soon().until(() -> answers(witness, group).stream().anyMatch(m -> quotes(m, before)));

    house
        .people
        .groups()
        .change(
            TENANT,
            group,
            "{\"as\": \"%s\", \"remove\": [\"%s\"]}".formatted(visitor.id(), botsPhone.id()));
    write(group, "!ping");
    // What the bot hears in private afterwards it would have heard after that.
    String marker = write(botsPhone.jid(), "!ping");
    soon().until(() -> answers(visitor, botsPhone.jid()).stream().anyMatch(m -> quotes(m, marker)));

    assertThat(answers(witness, group)).hasSize(1);
  }
}
