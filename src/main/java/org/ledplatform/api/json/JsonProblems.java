package org.ledplatform.api.json;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.exc.InputCoercionException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.exc.StreamReadException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidNullException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.ledplatform.api.problem.ProblemException;

/** Says in plain words what is wrong with a body, naming the field and never a value. */
final class JsonProblems {

  private static final int MAX_SHOWN_NAME = 64;

  private JsonProblems() {}

  /** The problem behind what Jackson found. */
  static ProblemException of(JacksonException thrown) {
    return switch (thrown) {
      case UnrecognizedPropertyException unknown ->
          ProblemException.invalid(path(unknown.getPath()), "is not a known field");
      case InvalidNullException none ->
          ProblemException.invalid(path(none.getPath()), "must not be null");
      case MismatchedInputException wrong -> mismatch(wrong);
      case StreamConstraintsException over -> tooMuch(over);
      case JsonMappingException outer when outer.getCause() instanceof InputCoercionException ->
          ProblemException.invalid(path(outer.getPath()), "must be a number in range");
      case JsonMappingException outer when outer.getCause() instanceof JacksonException inner ->
          of(inner);
      // What reading the bytes themselves refused, such as too many of them.
      case JsonMappingException outer when outer.getCause() instanceof ProblemException inner ->
          inner;
      case StreamReadException broken -> broken(broken);
      default -> ProblemException.unreadable("The body is not valid JSON.");
    };
  }

  /** The bytes of the body are no text. */
  static ProblemException notText() {
    return ProblemException.unreadable("The body is not valid JSON.");
  }

  /** The body is there, but it is {@code null}. */
  static ProblemException notAnObject() {
    return ProblemException.unreadable("The body must be a JSON object.");
  }

  private static ProblemException mismatch(MismatchedInputException wrong) {
    if (wrong.getPath().isEmpty()) {
      return notAnObject();
    }
    return ProblemException.invalid(
        path(wrong.getPath()), "must be " + expected(wrong.getTargetType()));
  }

  private static ProblemException tooMuch(StreamConstraintsException over) {
    // The field is told by the parser: this exception carries no path when the limit is met while
    // an unknown or nested value is skipped.
    String message = String.valueOf(over.getOriginalMessage()).toLowerCase(Locale.ROOT);
    String what =
        message.contains("nesting depth")
            ? "The body nests deeper than " + ApiJson.MAX_DEPTH + " levels."
            : message.contains("token count")
                ? "The body holds too many values."
                : "The body holds a name, text or number that is too long.";
    return ProblemException.unreadable(what);
  }

  private static ProblemException broken(StreamReadException broken) {
    if (String.valueOf(broken.getOriginalMessage()).startsWith("Duplicate field")) {
      return ProblemException.invalid(duplicateName(broken.getProcessor()), "appears twice");
    }
    JsonLocation at = broken.getLocation();
    String where = at == null ? "" : " at line " + at.getLineNr() + ", column " + at.getColumnNr();
    return ProblemException.unreadable("The body is not valid JSON" + where + ".");
  }

  private static String duplicateName(@Nullable JsonParser parser) {
    String name = parser == null ? null : parser.getParsingContext().getCurrentName();
    return shown(name == null ? "body" : name);
  }

  private static String path(List<JsonMappingException.Reference> path) {
    StringBuilder text = new StringBuilder();
    for (JsonMappingException.Reference step : path) {
      String name = step.getFieldName();
      if (name == null) {
        text.append('[').append(step.getIndex()).append(']');
      } else {
        text.append(text.isEmpty() ? "" : ".").append(shown(name));
      }
    }
    return text.isEmpty() ? "body" : text.toString();
  }

  /** Names may come from the caller, so they are shortened and made printable. */
  private static String shown(String name) {
    String printable = name.replaceAll("\\p{Cntrl}", "?");
    return printable.length() <= MAX_SHOWN_NAME
        ? printable
        : printable.substring(0, MAX_SHOWN_NAME) + "…";
  }

  private static String expected(@Nullable Class<?> type) {
    if (type == null) {
      return "of another type";
    }
    if (type == String.class) {
      return "text";
    }
    if (type == boolean.class || type == Boolean.class) {
      return "true or false";
    }
    if (type.isPrimitive() || Number.class.isAssignableFrom(type)) {
      return "a number in range";
    }
    if (Iterable.class.isAssignableFrom(type)) {
      return "a list";
    }
    return Map.class.isAssignableFrom(type) || type.isRecord() ? "an object" : "of another type";
  }
}
