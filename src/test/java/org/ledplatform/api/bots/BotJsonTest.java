package org.ledplatform.api.bots;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.ledplatform.api.json.ApiJson;
import org.ledplatform.bot.Bot;
import org.ledplatform.bot.SampleBots;

class BotJsonTest {

  private static final List<String> FIELDS =
      List.of(
          "id",
          "name",
          "ownerId",
          "network",
          "status",
          "statusReason",
          "prefix",
          "phoneNumber",
          "jid",
          "pushName",
          "config",
          "createdAt",
          "updatedAt",
          "startedAt",
          "lastActivityAt",
          "node");

  @Test
  void hasTheFieldsOfTheContractAndNoOthers() {
    assertThat(fields(json(SampleBots.fullBot(SampleBots.ADA, "b1")))).isEqualTo(FIELDS);
  }

  @Test
  void writesWhatIsNotKnownAsNull() {
    JsonNode json = json(SampleBots.bot(SampleBots.ADA, "b1"));

    assertThat(fields(json)).isEqualTo(FIELDS);
    for (String field : List.of("phoneNumber", "jid", "pushName", "startedAt", "node")) {
      assertThat(json.get(field).isNull()).as(field).isTrue();
    }
    assertThat(json.get("status").asText()).isEqualTo("stopped");
    assertThat(json.get("createdAt").asText()).endsWith("Z");
  }

  @Test
  void doesNotPrintWhoIsBehindIt() {
    Bot bot = SampleBots.fullBot(SampleBots.ADA, "b1");

    assertThat(BotJson.of(bot).toString())
        .doesNotContain(bot.account().orElseThrow().phoneNumber());
  }

  private static JsonNode json(Bot bot) {
    return ApiJson.mapper().valueToTree(BotJson.of(bot));
  }

  private static List<String> fields(JsonNode json) {
    List<String> names = new ArrayList<>();
    json.fieldNames().forEachRemaining(names::add);
    return names;
  }
}
