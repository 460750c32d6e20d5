package org.ledplatform.whatsapp.message;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.google.protobuf.InvalidProtocolBufferException;
import java.security.SecureRandom;
import java.util.Optional;
import org.ledplatform.whatsapp.content.Body;
import org.ledplatform.whatsapp.content.ContentReader;
import org.ledplatform.whatsapp.content.Forwarding;
import org.ledplatform.whatsapp.content.MessageTraits;
import org.ledplatform.whatsapp.content.Quote;
import org.ledplatform.whatsapp.content.UnsendableContentException;
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
    String text = ContentReader.readOrUnsupported(message).text();
    Message answer =
        OutgoingMessage.text("B1", AUTHOR, text, Optional.of(Quote.of("A1", AUTHOR, message)))
            .content();
    Body read = ContentReader.read(answer);
    assertThat(read.context().quote()).map(Quote::id).contains("A1");
    assertThat(read.text()).isEqualTo(text);
    MessageTraits.of(message);
    try {
      assertThat(
              ContentReader.readOrUnsupported(Forwarding.of(message)).context().forwardingScore())
          .isNotNegative();
    } catch (UnsendableContentException _) {
      // Not everything can be passed on.
    }
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
