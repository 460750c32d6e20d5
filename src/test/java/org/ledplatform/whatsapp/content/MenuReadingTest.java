package org.ledplatform.whatsapp.content;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.ledplatform.whatsapp.proto.ButtonsMessage;
import org.ledplatform.whatsapp.proto.HydratedTemplate;
import org.ledplatform.whatsapp.proto.HydratedTemplateButton;
import org.ledplatform.whatsapp.proto.InteractiveMessage;
import org.ledplatform.whatsapp.proto.InteractiveText;
import org.ledplatform.whatsapp.proto.ListMessage;
import org.ledplatform.whatsapp.proto.Message;
import org.ledplatform.whatsapp.proto.NativeFlowButton;
import org.ledplatform.whatsapp.proto.NativeFlowMessage;
import org.ledplatform.whatsapp.proto.TemplateMessage;

/** Menus of every making are read as text and items. */
class MenuReadingTest {

  @Test
  void readsMenusAsText() {
    Message buttons =
        Message.newBuilder()
            .setButtonsMessage(
                ButtonsMessage.newBuilder()
                    .setContentText("Choose")
                    .setFooterText("soon")
                    .addButtons(
                        ButtonsMessage.Button.newBuilder()
                            .setButtonId("b1")
                            .setButtonText(
                                ButtonsMessage.ButtonText.newBuilder().setDisplayText("Yes"))))
            .build();
    Menu menu = (Menu) ContentReader.read(buttons).content();
    assertThat(menu.asText()).isEqualTo("Choose\n1. Yes\n\nsoon");
    assertThat(menu.items().getFirst().id()).isEqualTo("b1");
    Message list =
        Message.newBuilder()
            .setListMessage(
                ListMessage.newBuilder()
                    .setTitle("Food")
                    .setDescription("What?")
                    .addSections(
                        ListMessage.Section.newBuilder()
                            .addRows(
                                ListMessage.Row.newBuilder()
                                    .setRowId("r1")
                                    .setTitle("Soup")
                                    .setDescription("hot"))))
            .build();
    assertThat(((Menu) ContentReader.read(list).content()).asText())
        .isEqualTo("Food\nWhat?\n1. Soup – hot");
  }

  @Test
  void readsTemplatesAndNativeFlows() {
    Message template =
        Message.newBuilder()
            .setTemplateMessage(
                TemplateMessage.newBuilder()
                    .setHydratedTemplate(
                        HydratedTemplate.newBuilder()
                            .setHydratedContentText("Hi")
                            .addHydratedButtons(
                                HydratedTemplateButton.newBuilder()
                                    .setQuickReplyButton(
                                        HydratedTemplateButton.Labelled.newBuilder()
                                            .setDisplayText("Go")
                                            .setValue("t1")))))
            .build();
    assertThat(((Menu) ContentReader.read(template).content()).items())
        .containsExactly(new Menu.Item("t1", "Go", ""));
    Message flow =
        Message.newBuilder()
            .setInteractiveMessage(
                InteractiveMessage.newBuilder()
                    .setBody(InteractiveText.newBuilder().setText("Hi"))
                    .setNativeFlowMessage(
                        NativeFlowMessage.newBuilder()
                            .addButtons(
                                NativeFlowButton.newBuilder()
                                    .setName("quick_reply")
                                    .setButtonParamsJson(
                                        "{\"display_text\":\"Caf\\u00e9 \\\"1\\\"\", \"id\":"
                                            + " \"f1\"}"))))
            .build();
    assertThat(((Menu) ContentReader.read(flow).content()).items())
        .containsExactly(new Menu.Item("f1", "Café \"1\"", ""));
  }
}
