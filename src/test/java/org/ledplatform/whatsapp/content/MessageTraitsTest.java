package org.ledplatform.whatsapp.content;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.ledplatform.whatsapp.proto.AudioMessage;
import org.ledplatform.whatsapp.proto.FutureProofMessage;
import org.ledplatform.whatsapp.proto.Message;
import org.ledplatform.whatsapp.proto.MessageKey;
import org.ledplatform.whatsapp.proto.PinInChatMessage;
import org.ledplatform.whatsapp.proto.PollCreationMessage;
import org.ledplatform.whatsapp.proto.PollUpdateMessage;
import org.ledplatform.whatsapp.proto.ProtocolMessage;
import org.ledplatform.whatsapp.proto.ReactionMessage;
import org.ledplatform.whatsapp.proto.VideoMessage;

class MessageTraitsTest {

  private static MessageTraits traits(Message.Builder message) {
    return MessageTraits.of(message.build());
  }

  private static ProtocolMessage.Builder protocol(ProtocolMessage.Type type, boolean fromMe) {
    return ProtocolMessage.newBuilder()
        .setType(type)
        .setKey(MessageKey.newBuilder().setFromMe(fromMe).setId("A"));
  }

  @Test
  void textIsPlain() {
    MessageTraits text = traits(Message.newBuilder().setConversation("hello"));
    assertThat(text.type()).isEqualTo("text");
    assertThat(text.mediaType()).isEmpty();
    assertThat(text.edit()).isEmpty();
    assertThat(text.hideFailure()).isFalse();
    assertThat(text.pollType()).isEmpty();
  }

  @Test
  void filesSayWhatTheyAreWhateverTheyAreWrappedIn() {
    MessageTraits gif =
        traits(
            Message.newBuilder()
                .setViewOnceMessageV2(
                    FutureProofMessage.newBuilder()
                        .setMessage(
                            Message.newBuilder()
                                .setVideoMessage(VideoMessage.newBuilder().setGifPlayback(true)))));
    assertThat(gif.type()).isEqualTo("media");
    assertThat(gif.mediaType()).hasValue("gif");
    assertThat(
            traits(Message.newBuilder().setAudioMessage(AudioMessage.newBuilder().setPtt(true)))
                .mediaType())
        .hasValue("ptt");
  }

  @Test
  void changesSayWhatTheyChangeAndHideTheirFailure() {
    MessageTraits edit =
        traits(
            Message.newBuilder()
                .setProtocolMessage(protocol(ProtocolMessage.Type.MESSAGE_EDIT, true)));
    assertThat(edit.edit()).hasValue("1");
    assertThat(edit.hideFailure()).isTrue();
    assertThat(
            traits(Message.newBuilder().setPinInChatMessage(PinInChatMessage.newBuilder())).edit())
        .hasValue("2");
    assertThat(
            traits(
                    Message.newBuilder()
                        .setProtocolMessage(protocol(ProtocolMessage.Type.REVOKE, true)))
                .edit())
        .hasValue("7");
    assertThat(
            traits(
                    Message.newBuilder()
                        .setProtocolMessage(protocol(ProtocolMessage.Type.REVOKE, false)))
                .edit())
        .hasValue("8");
  }

  @Test
  void reactionsAndPollsHaveTypesOfTheirOwn() {
    MessageTraits reaction =
        traits(Message.newBuilder().setReactionMessage(ReactionMessage.newBuilder().setText("👍")));
    assertThat(reaction.type()).isEqualTo("reaction");
    assertThat(reaction.hideFailure()).isTrue();
    MessageTraits poll =
        traits(Message.newBuilder().setPollCreationMessageV3(PollCreationMessage.newBuilder()));
    assertThat(poll.type()).isEqualTo("poll");
    assertThat(poll.pollType()).hasValue("creation");
    MessageTraits vote =
        traits(Message.newBuilder().setPollUpdateMessage(PollUpdateMessage.newBuilder()));
    assertThat(vote.pollType()).hasValue("vote");
    assertThat(vote.hideFailure()).isTrue();
  }
}
