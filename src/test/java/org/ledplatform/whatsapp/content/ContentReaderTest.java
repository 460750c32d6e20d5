package org.ledplatform.whatsapp.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import org.junit.jupiter.api.Test;
import org.ledplatform.whatsapp.WhatsAppException;
import org.ledplatform.whatsapp.proto.ContextInfo;
import org.ledplatform.whatsapp.proto.ExtendedTextMessage;
import org.ledplatform.whatsapp.proto.FutureProofMessage;
import org.ledplatform.whatsapp.proto.GroupKeyDistribution;
import org.ledplatform.whatsapp.proto.ImageMessage;
import org.ledplatform.whatsapp.proto.Message;
import org.ledplatform.whatsapp.proto.MessageContextInfo;
import org.ledplatform.whatsapp.proto.MessageKey;
import org.ledplatform.whatsapp.proto.Opaque;
import org.ledplatform.whatsapp.proto.PollCreationMessage;
import org.ledplatform.whatsapp.proto.ProtocolMessage;
import org.ledplatform.whatsapp.proto.ReactionMessage;

/** Wrappers, kinds, and what cannot be read. */
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
}
