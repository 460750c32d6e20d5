package org.ledplatform.whatsapp.message;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.google.protobuf.InvalidProtocolBufferException;
import java.security.SecureRandom;
import java.util.Optional;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.proto.Message;

class MessageFuzzTest {

  private static final SecureRandom RANDOM = new SecureRandom();
  private static final Jid AUTHOR = Jid.parse("100@lid");

  @FuzzTest
  void anyMessageIsReadAndQuoted(byte[] input) {
    Message message;
    try {
      message = Message.parseFrom(input);
    } catch (InvalidProtocolBufferException _) {
      return;
    }
    Message inner = MessageText.unwrap(message);
    MessageText.quotedId(inner);
    var quote = new OutgoingText.Quote("A1", AUTHOR, inner);
    Message answer =
        MessageText.build(
            new OutgoingText("B1", AUTHOR, MessageText.textOf(inner), Optional.of(quote)));
    assertThat(MessageText.quotedId(answer)).contains("A1");
    assertThat(MessageText.textOf(answer)).isEqualTo(MessageText.textOf(inner));
  }

  @FuzzTest
  void paddingComesOffOrIsRefused(byte[] input) {
    assertThat(Padding.unpad(Padding.pad(input, RANDOM))).isEqualTo(input);
    try {
      assertThat(Padding.unpad(input)).hasSizeLessThan(input.length);
    } catch (MalformedPaddingException _) {
      assertThat(input.length == 0 || input[input.length - 1] == 0 || last(input) > input.length)
          .isTrue();
    }
  }

  private static int last(byte[] input) {
    return input[input.length - 1] & 0xFF;
  }
}
