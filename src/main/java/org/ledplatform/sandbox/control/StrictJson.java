package org.ledplatform.sandbox.control;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Reads a JSON object field by field and forgives nothing: an unknown field, a wrong type or a
 * number out of its range is refused with the field's whole name. Not safe for many threads.
 */
final class StrictJson {

  static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private final String path;
  private final ObjectNode object;
  private final Set<String> read = new HashSet<>();

  private StrictJson(String path, ObjectNode object) {
    this.path = path;
    this.object = object;
  }

  /** The object that a body holds. */
  static StrictJson of(String body) {
    try {
      return of("", MAPPER.readTree(body));
    } catch (JsonProcessingException e) {
      // The parser's own message quotes what was sent, so it stays out.
      SandboxProblem problem = SandboxProblem.invalid("", "The body is not well-formed JSON");
      problem.initCause(e);
      throw problem;
    }
  }

  private static StrictJson of(String path, JsonNode node) {
    if (node instanceof ObjectNode object) {
      return new StrictJson(path, object);
    }
    throw SandboxProblem.invalid(path, "It must be a JSON object");
  }

  /** The whole name of one of the object's fields. */
  String name(String field) {
    return path.isEmpty() ? field : path + "." + field;
  }

  /** A refusal of one of the object's fields. */
  SandboxProblem invalid(String field, String message) {
    return SandboxProblem.invalid(name(field), message);
  }

  /** What is read here, as it was sent. */
  ObjectNode source() {
    return object.deepCopy();
  }

  /** A text, if it is there. */
  Optional<String> text(String field) {
    return value(field)
        .map(
            node -> {
              if (!node.isTextual() || node.textValue().length() > 4_096) {
                throw invalid(field, "It must be a text of up to 4096 characters");
              }
              return node.textValue();
            });
  }

  /** A text that must be there. */
  String requiredText(String field) {
    return text(field).orElseThrow(() -> invalid(field, "It is required"));
  }

  /** A whole number, if it is there. */
  Optional<Long> number(String field, long least, long most) {
    return value(field)
        .map(
            node -> {
              boolean right =
                  node.isIntegralNumber()
                      && node.canConvertToLong()
                      && node.longValue() >= least
                      && node.longValue() <= most;
              if (!right) {
                throw invalid(field, "It must be a whole number from " + least + " to " + most);
              }
              return node.longValue();
            });
  }

  /** A whole number that must be there. */
  int requiredNumber(String field, int least, int most) {
    return number(field, least, most)
        .map(Math::toIntExact)
        .orElseThrow(() -> invalid(field, "It is required"));
  }

  /** A share above 0 and up to 1, if it is there. */
  Optional<Double> share(String field) {
    return value(field)
        .map(
            node -> {
              if (!node.isNumber() || !(node.doubleValue() > 0 && node.doubleValue() <= 1)) {
                throw invalid(field, "It must be a number above 0 and up to 1");
              }
              return node.doubleValue();
            });
  }

  /** A truth, false when it is not there. */
  boolean flag(String field) {
    return truth(field).orElse(false);
  }

  /** A truth, if it is there. */
  Optional<Boolean> truth(String field) {
    return value(field)
        .map(
            node -> {
              if (!node.isBoolean()) {
                throw invalid(field, "It must be true or false");
              }
              return node.booleanValue();
            });
  }

  /** A list of texts; empty when it is not there. */
  List<String> texts(String field, int most) {
    List<String> texts = new ArrayList<>();
    Optional<JsonNode> list = value(field);
    if (list.isPresent() && (!list.get().isArray() || list.get().size() > most)) {
      throw invalid(field, "It must be a list of up to " + most + " texts");
    }
    list.ifPresent(
        all ->
            all.forEach(
                node -> {
                  if (!node.isTextual()) {
                    throw invalid(field, "It must be a list of texts");
                  }
                  texts.add(node.textValue());
                }));
    return texts;
  }

  /** One of the words of an enum, in lower case, if it is there. */
  <E extends Enum<E>> Optional<E> word(String field, Class<E> type) {
    return text(field)
        .map(
            text -> {
              for (E constant : type.getEnumConstants()) {
                if (constant.name().toLowerCase(Locale.ROOT).equals(text)) {
                  return constant;
                }
              }
              throw invalid(field, "It must be one of " + words(type.getEnumConstants()));
            });
  }

  /** An object inside, if it is there. */
  Optional<StrictJson> part(String field) {
    return value(field).map(node -> of(name(field), node));
  }

  /** A list of objects; empty when it is not there. */
  <T> List<T> list(String field, int most, Function<StrictJson, T> reader) {
    List<T> items = new ArrayList<>();
    Optional<JsonNode> list = value(field);
    if (list.isPresent() && (!list.get().isArray() || list.get().size() > most)) {
      throw invalid(field, "It must be a list of up to " + most + " objects");
    }
    list.ifPresent(
        all -> {
          for (int i = 0; i < all.size(); i++) {
            StrictJson item = of(name(field) + "[" + i + "]", all.get(i));
            items.add(reader.apply(item));
            item.done();
          }
        });
    return items;
  }

  /** Refuses every field that nobody asked for. */
  void done() {
    object
        .fieldNames()
        .forEachRemaining(
            field -> {
              if (!read.contains(field)) {
                throw invalid(field, "There is no such field");
              }
            });
  }

  private Optional<JsonNode> value(String field) {
    read.add(field);
    return Optional.ofNullable(object.get(field)).filter(node -> !node.isNull());
  }

  private static String words(Enum<?>[] constants) {
    List<String> words = new ArrayList<>();
    for (Enum<?> constant : constants) {
      words.add(constant.name().toLowerCase(Locale.ROOT));
    }
    return String.join(", ", words);
  }
}
