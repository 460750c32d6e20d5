package org.ledplatform.interop;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.ledplatform.testing.BaileysClient.Version;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.message.ReceivedMessage;

/** Status updates of both versions of Baileys, which we and each other read (protocol §8.5). */
class StatusInteropIT extends Correspondents {

  private static final String STATUS = "status@broadcast";

  @ParameterizedTest
  @EnumSource
  void weAndTheOtherVersionReadAStatus(Version version) {
    Version other = version == Version.V7 ? Version.V6 : Version.V7;
    for (int round = 1; round <= 2; round++) {
      String text = unique("my status " + round);
      baileys(version)
          .call(
              "sendMessage",
              STATUS,
              Map.of("text", text),
              Map.of(
                  // Who posts has a phone, too; Baileys forgets it unless it is told.
                  "statusJidList",
                  List.of(ada.jid(), bob(other).toString(), bob(version).toString()),
                  "backgroundColor",
                  "#315575",
                  "font",
                  1));
      ReceivedMessage message = ours.awaitMessage(m -> m.text().equals(text));
      assertThat(message.chat()).isEqualTo(Jid.parse(STATUS));
      assertThat(message.sender().withoutDevice()).isEqualTo(bob(version));
      JsonNode heard = heard(other, "/extendedTextMessage/text", text);
      assertThat(heard.at("/key/remoteJid").asText()).isEqualTo(STATUS);
      assertThat(heard.at("/key/participant").asText()).isEqualTo(bob(version).toString());
    }
  }
}
