package org.ledplatform.whatsapp.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.ledplatform.whatsapp.WhatsAppException;
import org.ledplatform.whatsapp.proto.ButtonsMessage;
import org.ledplatform.whatsapp.proto.ContextInfo;
import org.ledplatform.whatsapp.proto.ExtendedTextMessage;
import org.ledplatform.whatsapp.proto.FutureProofMessage;
import org.ledplatform.whatsapp.proto.GroupKeyDistribution;
import org.ledplatform.whatsapp.proto.HydratedTemplate;
import org.ledplatform.whatsapp.proto.HydratedTemplateButton;
import org.ledplatform.whatsapp.proto.ImageMessage;
import org.ledplatform.whatsapp.proto.InteractiveMessage;
import org.ledplatform.whatsapp.proto.InteractiveText;
import org.ledplatform.whatsapp.proto.ListMessage;
import org.ledplatform.whatsapp.proto.Message;
import org.ledplatform.whatsapp.proto.MessageContextInfo;
import org.ledplatform.whatsapp.proto.MessageKey;
import org.ledplatform.whatsapp.proto.NativeFlowButton;
import org.ledplatform.whatsapp.proto.NativeFlowMessage;
import org.ledplatform.whatsapp.proto.Opaque;
import org.ledplatform.whatsapp.proto.PollCreationMessage;
import org.ledplatform.whatsapp.proto.ProtocolMessage;
import org.ledplatform.whatsapp.proto.ReactionMessage;
import org.ledplatform.whatsapp.proto.TemplateMessage;

class ContentReaderTest {

  private static FutureProofMessage in(Message message) {
    return FutureProofMessage.newBuilder().setMessage(message).build();
  }

  private static Message text(String text) {
    return Message.newBuilder().setConversation(text).build();
  }

  @Test
  void takesOffAtMostFiveWrappers() {
    Message message = text("inside");
    for (int i = 0; i < 5; i++) {
      message = Message.newBuilder().setEphemeralMessage(in(message)).build();
    }
    assertThat(ContentReader.read(message).content()).isEqualTo(new Text("inside"));
    Message deeper = Message.newBuilder().setEphemeralMessage(in(message)).build();
    assertThat(ContentReader.read(deeper).content()).isEqualTo(new Unsupported("ephemeralMessage"));
  }

  @Test
  void readsEveryWrapperForMessagesThatAreLookedAtOnce() {
    Message image = ContentWriter.write(Samples.plain().get(1), Context.NONE);
    for (Message once :
        new Message[] {
          Message.newBuilder().setViewOnceMessage(in(image)).build(),
          Message.newBuilder().setViewOnceMessageV2(in(image)).build(),
          Message.newBuilder().setViewOnceMessageV2Extension(in(image)).build(),
          Message.newBuilder()
              .setEphemeralMessage(in(Message.newBuilder().setViewOnceMessage(in(image)).build()))
              .build()
        }) {
      Body body = ContentReader.read(once);
      assertThat(body.content()).isEqualTo(Samples.plain().get(1));
      assertThat(body.context().viewOnce()).isTrue();
    }
  }

  @Test
  void readsAnEditThatAPhoneWrapped() {
    Message edit = ContentWriter.write(new Edit(Samples.MESSAGE, new Text("better")), Context.NONE);
    Message wrapped = Message.newBuilder().setEditedMessage(in(edit)).build();
    assertThat(ContentReader.read(wrapped).content())
        .isEqualTo(new Edit(Samples.MESSAGE, new Text("better")));
  }

  @Test
  void readsAllThreeKindsOfPollsWithTheSecretBesideTheWrapper() {
    PollCreationMessage poll =
        PollCreationMessage.newBuilder()
            .setName("?")
            .addOptions(PollCreationMessage.Option.newBuilder().setOptionName("a"))
            .build();
    ByteString secret = ByteString.copyFrom(new byte[32]);
    for (Message inner :
        new Message[] {
          Message.newBuilder().setPollCreationMessage(poll).build(),
          Message.newBuilder().setPollCreationMessageV2(poll).build(),
          Message.newBuilder().setPollCreationMessageV3(poll).build()
        }) {
      Message message =
          Message.newBuilder()
              .setEphemeralMessage(in(inner))
              .setMessageContextInfo(MessageContextInfo.newBuilder().setMessageSecret(secret))
              .build();
      assertThat(((Poll) ContentReader.read(message).content()).secret()).isEqualTo(secret);
    }
  }

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

  @Test
  void namesWhatItDoesNotRead() {
    assertThat(
            ContentReader.read(
                    Message.newBuilder().setEventMessage(Opaque.getDefaultInstance()).build())
                .content())
        .isEqualTo(new Unsupported("eventMessage"));
    Message unknown =
        Message.newBuilder()
            .setUnknownFields(
                UnknownFieldSet.newBuilder()
                    .addField(999, UnknownFieldSet.Field.newBuilder().addVarint(1).build())
                    .build())
            .build();
    assertThat(ContentReader.read(unknown).content()).isEqualTo(new Unsupported("field 999"));
    assertThat(
            ContentReader.read(
                    Message.newBuilder()
                        .setProtocolMessage(
                            ProtocolMessage.newBuilder()
                                .setType(ProtocolMessage.Type.SHARE_PHONE_NUMBER))
                        .build())
                .content())
        .isEqualTo(new Unsupported("protocolMessage SHARE_PHONE_NUMBER"));
  }

  @Test
  void aTypeOfTheFutureTakesNoMessageAway() {
    Message future =
        Message.newBuilder()
            .setProtocolMessage(
                ProtocolMessage.newBuilder()
                    .setKey(MessageKey.newBuilder().setId("A").setRemoteJid("100@lid"))
                    .setUnknownFields(
                        UnknownFieldSet.newBuilder()
                            .addField(2, UnknownFieldSet.Field.newBuilder().addVarint(77).build())
                            .build()))
            .build();
    assertThat(ContentReader.read(future).content()).isEqualTo(new Unsupported("protocolMessage"));
  }

  @Test
  void whatCannotBeIsRefusedByName() {
    for (Message broken :
        new Message[] {
          Message.newBuilder().setImageMessage(ImageMessage.newBuilder().setCaption("?")).build(),
          Message.newBuilder()
              .setReactionMessage(ReactionMessage.newBuilder().setText("👍"))
              .build(),
          Message.newBuilder()
              .setReactionMessage(
                  ReactionMessage.newBuilder()
                      .setKey(MessageKey.newBuilder().setId("A").setRemoteJid("no address")))
              .build(),
          Message.newBuilder()
              .setReactionMessage(
                  ReactionMessage.newBuilder()
                      .setText("x".repeat(65))
                      .setKey(MessageKey.newBuilder().setId("A").setRemoteJid("100@lid")))
              .build()
        }) {
      assertThatThrownBy(() -> ContentReader.read(broken)).isInstanceOf(WhatsAppException.class);
      assertThat(ContentReader.readOrUnsupported(broken).content()).isInstanceOf(Unsupported.class);
    }
  }

  @Test
  void editsOfEditsAreRefusedHoweverDeep() {
    Message message = text("inside");
    for (int i = 0; i < 40; i++) {
      message =
          Message.newBuilder()
              .setProtocolMessage(
                  ProtocolMessage.newBuilder()
                      .setType(ProtocolMessage.Type.MESSAGE_EDIT)
                      .setKey(MessageKey.newBuilder().setId("A").setRemoteJid("100@lid"))
                      .setEditedMessage(message))
              .build();
    }
    Message deep = message;
    assertThatThrownBy(() -> ContentReader.read(deep))
        .isInstanceOf(UnreadableContentException.class);
  }

  @Test
  void cutsWhatIsTooLongBetweenCharacters() {
    String text = ContentReader.read(text("x" + "😀".repeat(40_000))).text();
    assertThat(text).hasSize(65_535).endsWith("😀");
  }

  @Test
  void leavesOutMentionsThatAreNoAddressesAndTooManyOfThem() {
    ContextInfo.Builder context = ContextInfo.newBuilder().addMentionedJid("nobody");
    for (int i = 0; i < 5_000; i++) {
      context.addMentionedJid(i + "@lid");
    }
    Body body =
        ContentReader.read(
            Message.newBuilder()
                .setExtendedTextMessage(
                    ExtendedTextMessage.newBuilder().setText("hi").setContextInfo(context))
                .build());
    assertThat(body.context().mentions()).hasSize(1_023);
  }

  @Test
  void keysForAGroupAreSilent() {
    assertThat(ContentReader.isSilent(Message.getDefaultInstance())).isTrue();
    assertThat(
            ContentReader.isSilent(
                Message.newBuilder()
                    .setSenderKeyDistributionMessage(GroupKeyDistribution.getDefaultInstance())
                    .build()))
        .isTrue();
    assertThat(ContentReader.isSilent(text(""))).isFalse();
  }

  @Test
  void aQuoteLeavesItsOwnQuoteBehindAndKeepsFieldsThatNobodyKnows() {
    UnknownFieldSet unknown =
        UnknownFieldSet.newBuilder()
            .addField(777, UnknownFieldSet.Field.newBuilder().addVarint(5).build())
            .build();
    Message quoted =
        Message.newBuilder()
            .setExtendedTextMessage(
                ExtendedTextMessage.newBuilder()
                    .setText("question")
                    .setUnknownFields(unknown)
                    .setContextInfo(ContextInfo.newBuilder().setStanzaId("older")))
            .build();
    Message answer =
        ContentWriter.write(
            new Text("answer"), Context.quoting(Quote.of("Q", Samples.ANNA.withDevice(3), quoted)));
    Quote quote = ContentReader.read(answer).context().quote().orElseThrow();
    assertThat(quote.author()).isEqualTo(Samples.ANNA);
    assertThat(quote.chat()).isEqualTo(Optional.empty());
    assertThat(quote.message().getExtendedTextMessage().hasContextInfo()).isFalse();
    assertThat(quote.message().getExtendedTextMessage().getUnknownFields()).isEqualTo(unknown);
  }

  @Test
  void quotingWhatMayBeLookedAtOnceDoesNotShowItAgain() {
    Message once = ContentWriter.write(Samples.plain().get(1), Context.NONE.once());
    Message answer =
        ContentWriter.write(new Text("nice"), Context.quoting(Quote.of("Q", Samples.ANNA, once)));
    ImageMessage quoted =
        answer.getExtendedTextMessage().getContextInfo().getQuotedMessage().getImageMessage();
    assertThat(quoted.getMimetype()).isEqualTo("image/jpeg");
    assertThat(quoted.hasMediaKey()).isFalse();
    assertThat(quoted.hasJpegThumbnail()).isFalse();
  }
}
