package org.ledplatform.interop;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.ledplatform.sandbox.control.Phone;
import org.ledplatform.testing.BaileysClient;
import org.ledplatform.testing.BaileysClient.Version;
import org.ledplatform.testing.OpenSandbox;
import org.ledplatform.testing.OurClient;
import org.ledplatform.testing.Requirements;
import org.ledplatform.whatsapp.content.MessageName;
import org.ledplatform.whatsapp.content.Text;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.message.ReceivedMessage;

/** Our client and one of each version of Baileys, who can write to one another. */
abstract class Correspondents {

  @TempDir static Path folder;
  static OpenSandbox sandbox;
  static Phone ada;
  static OurClient ours;
  static final Map<Version, Phone> phones = new EnumMap<>(Version.class);
  static final Map<Version, BaileysClient> theirs = new EnumMap<>(Version.class);

  @BeforeAll
  static void open() {
    Requirements.needNode();
    sandbox = OpenSandbox.in(folder);
    ada = sandbox.person("Ada");
    ours = sandbox.ourCompanion(ada);
    for (Version version : Version.values()) {
      phones.put(version, sandbox.person("Bob " + version));
      theirs.put(version, sandbox.companion(version, phones.get(version)));
    }
  }

  @AfterAll
  static void close() {
    if (sandbox != null) {
      sandbox.close();
    }
  }

  static Jid bob(Version version) {
    return Jid.parse(phone(version).jid());
  }

  static Phone phone(Version version) {
    return requireNonNull(phones.get(version));
  }

  static BaileysClient baileys(Version version) {
    return requireNonNull(theirs.get(version));
  }

  static String unique(String words) {
    return words + " " + UUID.randomUUID();
  }

  static JsonNode heard(Version version, String pointer, String value) {
    return baileys(version)
        .waitForWhole(m -> m.required("message").at(pointer).asText().equals(value));
  }

  static JsonNode takenBack(Version version, String messageId) {
    return baileys(version)
        .waitForHeard(
            "messages.update",
            u ->
                u.at("/key/id").asText().equals(messageId)
                    && u.at("/update").has("messageStubType"));
  }

  /** A text of ours that Baileys has. */
  static String sentText(Version version, String text) {
    String id = ours.send(bob(version), new Text(text));
    heard(version, "/extendedTextMessage/text", text);
    return id;
  }

  /** A text of Baileys that we have. */
  static ReceivedMessage receivedText(Version version, String text) {
    baileys(version).sendContent(ada.jid(), Map.of("text", text));
    return ours.awaitMessage(m -> m.text().equals(text));
  }

  static Map<String, Object> key(Jid chat, boolean fromMe, String id) {
    return Map.of("remoteJid", chat.toString(), "fromMe", fromMe, "id", id);
  }

  static MessageName named(ReceivedMessage message) {
    return MessageName.inChat(message.chat(), false, message.ref().id());
  }
}
