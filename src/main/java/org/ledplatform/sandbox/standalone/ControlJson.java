package org.ledplatform.sandbox.standalone;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.ledplatform.sandbox.control.NewPhone;
import org.ledplatform.sandbox.control.Phone;
import org.ledplatform.sandbox.control.Reads;
import org.ledplatform.sandbox.control.SandboxProblem;
import org.ledplatform.sandbox.control.SendRequest;
import org.ledplatform.sandbox.control.ShownMessage;

/** The bodies of the control paths, strictly: unknown fields and wrong types are refused. */
final class ControlJson {

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private ControlJson() {}

  static NewPhone newPhone(byte[] body) {
    ObjectNode object = object(body, Set.of("name", "phoneNumber", "reads"));
    return new NewPhone(
        required(object, "name"), text(object, "phoneNumber"), Reads.of(text(object, "reads")));
  }

  static String qr(byte[] body) {
    return required(object(body, Set.of("qr")), "qr");
  }

  static String code(byte[] body) {
    return required(object(body, Set.of("code")), "code");
  }

  static String chat(byte[] body) {
    return required(object(body, Set.of("chat")), "chat");
  }

  static String messageId(byte[] body) {
    return required(object(body, Set.of("messageId")), "messageId");
  }

  static SendRequest sendRequest(byte[] body) {
    ObjectNode o =
        object(
            body,
            Set.of(
                "to",
                "text",
                "media",
                "quotedMessageId",
                "mentions",
                "reaction",
                "edit",
                "delete"));
    return new SendRequest(
        required(o, "to"),
        text(o, "text"),
        part(o, "media", Set.of("url", "base64", "mimeType", "caption", "fileName"))
            .map(
                media ->
                    new SendRequest.Media(
                        text(media, "url"),
                        text(media, "base64").map(SendRequest.Media::decode),
                        required(media, "mimeType"),
                        text(media, "caption"),
                        text(media, "fileName"))),
        text(o, "quotedMessageId"),
        texts(o, "mentions"),
        part(o, "reaction", Set.of("messageId", "emoji"))
            .map(
                reaction ->
                    new SendRequest.Reaction(
                        required(reaction, "messageId"), required(reaction, "emoji"))),
        part(o, "edit", Set.of("messageId", "text"))
            .map(edit -> new SendRequest.Edit(required(edit, "messageId"), required(edit, "text"))),
        text(o, "delete"));
  }

  static byte[] phones(List<Phone> phones) {
    ObjectNode page = MAPPER.createObjectNode();
    ArrayNode items = page.putArray("items");
    phones.forEach(phone -> items.add(node(phone)));
    page.putNull("nextCursor");
    return bytes(page);
  }

  static byte[] phone(Phone phone) {
    return bytes(node(phone));
  }

  static byte[] sent(String messageId) {
    return bytes(MAPPER.createObjectNode().put("messageId", messageId));
  }

  static byte[] messages(List<ShownMessage> messages) {
    ArrayNode all = MAPPER.createArrayNode();
    messages.forEach(message -> all.add(node(message)));
    return bytes(all);
  }

  /** A problem+json body (RFC 9457). */
  static byte[] problem(
      int status, String title, String detail, String path, Optional<String> field) {
    ObjectNode problem =
        MAPPER
            .createObjectNode()
            .put("type", "about:blank")
            .put("title", title)
            .put("status", status)
            .put("detail", detail)
            .put("instance", path);
    field.ifPresent(
        name -> problem.putArray("errors").addObject().put("field", name).put("message", detail));
    return bytes(problem);
  }

  /** The line that a started network prints. */
  static String address(
      String url, String rootKey, String control, String media, String mediaCertificate) {
    return new String(
        bytes(
            MAPPER
                .createObjectNode()
                .put("url", url)
                .put("rootKey", rootKey)
                .put("control", control)
                .put("media", media)
                .put("mediaCertificate", mediaCertificate)),
        StandardCharsets.UTF_8);
  }

  private static ObjectNode node(Phone phone) {
    return MAPPER
        .createObjectNode()
        .put("id", phone.id())
        .put("name", phone.name())
        .put("phoneNumber", phone.phoneNumber())
        .put("jid", phone.jid())
        .put("lid", phone.lid())
        .put("reads", phone.reads());
  }

  private static ObjectNode node(ShownMessage m) {
    ObjectNode node =
        MAPPER
            .createObjectNode()
            .put("id", m.id())
            .put("chat", m.chat())
            .put("from", m.from())
            .put("fromMe", m.fromMe())
            .put("kind", m.kind())
            .put("text", m.text())
            .putNull("media")
            .putNull("quoted");
    m.media()
        .ifPresent(
            file ->
                node.putObject("media")
                    .put("mimeType", file.mimeType())
                    .put("size", file.size())
                    .put("fileName", file.fileName().orElse(null)));
    ArrayNode poll = node.putArray("poll");
    m.poll()
        .forEach(
            option -> {
              ObjectNode one = poll.addObject().put("text", option.text());
              ArrayNode voters = one.putArray("voters");
              option.voters().forEach(voters::add);
            });
    m.quoted()
        .ifPresent(
            q ->
                node.putObject("quoted")
                    .put("messageId", q.messageId())
                    .put("from", q.from())
                    .put("text", q.text()));
    ArrayNode reactions = node.putArray("reactions");
    m.reactions().forEach(r -> reactions.addObject().put("from", r.from()).put("emoji", r.emoji()));
    return node.put("edited", m.edited())
        .put("deleted", m.deleted())
        .put("timestamp", m.timestamp().toString())
        .put("status", m.status().name().toLowerCase(Locale.ROOT))
        .put("played", m.played());
  }

  private static ObjectNode object(byte[] body, Set<String> known) {
    try {
      JsonNode node = MAPPER.readTree(new String(body, StandardCharsets.UTF_8));
      if (node instanceof ObjectNode object) {
        return checked(object, "", known);
      }
      throw SandboxProblem.invalid("", "The body must be a JSON object");
    } catch (JsonProcessingException e) {
      throw malformed(e);
    }
  }

  /** The parser's own message quotes what was sent, so it stays out. */
  private static SandboxProblem malformed(JsonProcessingException e) {
    SandboxProblem problem = SandboxProblem.invalid("", "The body is not well-formed JSON");
    problem.initCause(e);
    return problem;
  }

  private static ObjectNode checked(ObjectNode object, String prefix, Set<String> known) {
    object
        .fieldNames()
        .forEachRemaining(
            name -> {
              if (!known.contains(name)) {
                throw SandboxProblem.invalid(prefix + name, "There is no such field");
              }
            });
    return object;
  }

  private static Optional<ObjectNode> part(ObjectNode object, String field, Set<String> known) {
    JsonNode node = object.get(field);
    if (node == null || node.isNull()) {
      return Optional.empty();
    }
    if (node instanceof ObjectNode part) {
      return Optional.of(checked(part, field + ".", known));
    }
    throw SandboxProblem.invalid(field, "It must be an object");
  }

  private static Optional<String> text(ObjectNode object, String field) {
    JsonNode node = object.get(field);
    if (node == null || node.isNull()) {
      return Optional.empty();
    }
    if (!node.isTextual()) {
      throw SandboxProblem.invalid(field, "It must be a text");
    }
    return Optional.of(node.textValue());
  }

  private static String required(ObjectNode object, String field) {
    return text(object, field).orElseThrow(() -> SandboxProblem.invalid(field, "It is required"));
  }

  private static List<String> texts(ObjectNode object, String field) {
    JsonNode node = object.get(field);
    if (node == null || node.isNull()) {
      return List.of();
    }
    List<String> texts = new ArrayList<>();
    if (!node.isArray()) {
      throw SandboxProblem.invalid(field, "It must be a list");
    }
    for (JsonNode item : node) {
      if (!item.isTextual()) {
        throw SandboxProblem.invalid(field, "It must be a list of texts");
      }
      texts.add(item.textValue());
    }
    return texts;
  }

  private static byte[] bytes(JsonNode node) {
    try {
      return MAPPER.writeValueAsBytes(node);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A tree can be written", e);
    }
  }
}
