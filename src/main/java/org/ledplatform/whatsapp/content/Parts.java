package org.ledplatform.whatsapp.content;

import com.google.protobuf.Descriptors.FieldDescriptor;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.ledplatform.whatsapp.proto.ContextInfo;
import org.ledplatform.whatsapp.proto.Message;

/**
 * The one part of a message that is its content, whichever kind it is. Every kind keeps its context
 * under the same name, so it is found by that. Stateless.
 */
final class Parts {

  private static final String CONTEXT = "contextInfo";
  private static final String VIEW_ONCE = "viewOnce";

  /** Parts that go along with content. */
  private static final Set<Integer> ALONG =
      Set.of(
          Message.SENDERKEYDISTRIBUTIONMESSAGE_FIELD_NUMBER,
          Message.MESSAGECONTEXTINFO_FIELD_NUMBER);

  private Parts() {}

  /** The field that holds the content; empty when there is none that is known by name. */
  static Optional<FieldDescriptor> content(Message message) {
    return message.getAllFields().keySet().stream()
        .filter(field -> !ALONG.contains(field.getNumber()))
        .findFirst();
  }

  /** The name of the content's field, or its number when it has no name here. */
  static String kind(Message message) {
    return content(message)
        .map(FieldDescriptor::getName)
        .or(
            () ->
                message.getUnknownFields().asMap().keySet().stream()
                    .findFirst()
                    .map(number -> "field " + number))
        .orElse("nothing");
  }

  /** The context of the content, empty when it has none. */
  static ContextInfo context(Message message) {
    return inside(message, CONTEXT)
        .map(ContextInfo.class::cast)
        .orElseGet(ContextInfo::getDefaultInstance);
  }

  /** Whether the content itself says that it may be looked at once. */
  static boolean viewOnce(Message message) {
    return inside(message, VIEW_ONCE).map(Boolean.class::cast).orElse(false);
  }

  private static Optional<Object> inside(Message message, String name) {
    return content(message)
        .map(message::getField)
        .filter(com.google.protobuf.Message.class::isInstance)
        .map(com.google.protobuf.Message.class::cast)
        .flatMap(part -> field(part, name).filter(part::hasField).map(part::getField));
  }

  /** The message with another context, where its kind has one. */
  static Message with(Message message, ContextInfo context) {
    return set(message, CONTEXT, context);
  }

  /** The message without any context. */
  static Message withoutContext(Message message) {
    return clear(message, CONTEXT);
  }

  /** The message, to be looked at once, where its kind can say so. */
  static Message once(Message message) {
    return set(message, VIEW_ONCE, true);
  }

  /** The message without such a field in its content. */
  static Message clear(Message message, String name) {
    return changing(
        message,
        part -> field(part, name).map(f -> part.toBuilder().clearField(f).build()).orElse(part));
  }

  private static Message set(Message message, String name, Object value) {
    return changing(
        message,
        part ->
            field(part, name).map(f -> part.toBuilder().setField(f, value).build()).orElse(part));
  }

  private static Message changing(
      Message message, UnaryOperator<com.google.protobuf.Message> change) {
    Optional<FieldDescriptor> content = content(message);
    if (content.isPresent()
        && message.getField(content.get()) instanceof com.google.protobuf.Message part) {
      return message.toBuilder().setField(content.get(), change.apply(part)).build();
    }
    return message;
  }

  private static Optional<FieldDescriptor> field(com.google.protobuf.Message part, String name) {
    return Optional.ofNullable(part.getDescriptorForType().findFieldByName(name));
  }
}
