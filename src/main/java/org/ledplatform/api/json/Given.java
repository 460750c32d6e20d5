package org.ledplatform.api.json;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.BeanProperty;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.deser.ContextualDeserializer;
import com.fasterxml.jackson.databind.exc.InvalidNullException;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A field of a PATCH body that may be left out. Left out means "stays as it is"; {@code null} is
 * refused, for nothing that can be patched may be without a value.
 *
 * @param value what was written; empty when the field was left out
 */
@JsonDeserialize(using = Given.Reader.class)
public record Given<T>(Optional<T> value) {

  /** The field was left out. */
  public static <T> Given<T> absent() {
    return new Given<>(Optional.empty());
  }

  /** Reads the field with the rules of its own type. */
  static final class Reader extends JsonDeserializer<Given<?>> implements ContextualDeserializer {

    private final Optional<JavaType> type;

    /** For Jackson, which asks {@link #createContextual} for the one that knows its type. */
    Reader() {
      this(Optional.empty());
    }

    private Reader(Optional<JavaType> type) {
      this.type = type;
    }

    @Override
    public JsonDeserializer<?> createContextual(
        DeserializationContext context, @Nullable BeanProperty property) {
      JavaType given = property == null ? context.getContextualType() : property.getType();
      return new Reader(Optional.of(given.containedTypeOrUnknown(0)));
    }

    @Override
    public Given<?> deserialize(JsonParser parser, DeserializationContext context)
        throws IOException, JacksonException {
      Object read = context.readValue(parser, type.orElseThrow());
      return new Given<>(Optional.of(read));
    }

    @Override
    public Given<?> getNullValue(DeserializationContext context) throws InvalidNullException {
      throw InvalidNullException.from(context, null, type.orElseThrow());
    }

    @Override
    public Object getAbsentValue(DeserializationContext context) {
      return Given.absent();
    }
  }
}
