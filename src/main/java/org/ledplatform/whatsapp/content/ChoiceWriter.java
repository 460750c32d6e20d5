package org.ledplatform.whatsapp.content;

import org.ledplatform.whatsapp.proto.ButtonsResponseMessage;
import org.ledplatform.whatsapp.proto.InteractiveResponseMessage;
import org.ledplatform.whatsapp.proto.InteractiveText;
import org.ledplatform.whatsapp.proto.ListResponseMessage;
import org.ledplatform.whatsapp.proto.Message;
import org.ledplatform.whatsapp.proto.NativeFlowResponseMessage;
import org.ledplatform.whatsapp.proto.TemplateButtonReplyMessage;

/** Writes what was chosen from a menu. */
final class ChoiceWriter {

  private static final int SHOWN_TEXT = 1;
  private static final int SINGLE_SELECT = 1;

  private ChoiceWriter() {}

  static Message write(Choice choice) {
    Message.Builder message = Message.newBuilder();
    return switch (choice.kind()) {
      case BUTTONS ->
          message
              .setButtonsResponseMessage(
                  ButtonsResponseMessage.newBuilder()
                      .setSelectedButtonId(choice.id())
                      .setSelectedDisplayText(choice.text())
                      .setType(SHOWN_TEXT))
              .build();
      case LIST ->
          message
              .setListResponseMessage(
                  ListResponseMessage.newBuilder()
                      .setTitle(choice.text())
                      .setListType(SINGLE_SELECT)
                      .setSingleSelectReply(
                          ListResponseMessage.SingleSelectReply.newBuilder()
                              .setSelectedRowId(choice.id())))
              .build();
      case TEMPLATE ->
          message
              .setTemplateButtonReplyMessage(
                  TemplateButtonReplyMessage.newBuilder()
                      .setSelectedId(choice.id())
                      .setSelectedDisplayText(choice.text()))
              .build();
      case NATIVE_FLOW ->
          message
              .setInteractiveResponseMessage(
                  InteractiveResponseMessage.newBuilder()
                      .setBody(InteractiveText.newBuilder().setText(choice.text()))
                      .setNativeFlowResponseMessage(
                          NativeFlowResponseMessage.newBuilder()
                              .setName("menu_options")
                              .setParamsJson("{\"id\":\"" + escaped(choice.id()) + "\"}")))
              .build();
    };
  }

  private static String escaped(String text) {
    StringBuilder json = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < ' ') {
        json.append("\\u%04x".formatted((int) c));
      } else if (c == '"' || c == '\\') {
        json.append('\\').append(c);
      } else {
        json.append(c);
      }
    }
    return json.toString();
  }
}
