package org.ledplatform.whatsapp.content;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.google.protobuf.InvalidProtocolBufferException;
import org.ledplatform.fuzz.Refused;
import org.ledplatform.whatsapp.proto.Message;

class ContentFuzzTest {

  /**
   * What was read can be written, or is refused by name, and then reads as the same kind. Menus are
   * written as texts, for only businesses may send them.
   */
  @FuzzTest
  void anyMessageIsReadAndWrittenAgain(byte[] input) {
    Message message;
    try {
      message = Message.parseFrom(input);
    } catch (InvalidProtocolBufferException _) {
      return;
    }
    Refused.orDone(() -> ContentReader.read(message));
    MessageTraits.of(message);
    ContentReader.isSilent(message);
    Body body = ContentReader.readOrUnsupported(message);
    assertThat(body.text()).isNotNull();
    Refused.orDone(
        () -> {
          Message written = ContentWriter.write(body.content(), body.context());
          if (!(body.content() instanceof Menu)) {
            assertThat(ContentReader.read(written).content()).hasSameClassAs(body.content());
          }
        });
  }
}
