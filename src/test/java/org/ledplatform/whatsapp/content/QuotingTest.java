package org.ledplatform.whatsapp.content;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.UnknownFieldSet;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.ledplatform.whatsapp.proto.ContextInfo;
import org.ledplatform.whatsapp.proto.ExtendedTextMessage;
import org.ledplatform.whatsapp.proto.ImageMessage;
import org.ledplatform.whatsapp.proto.Message;

/** What goes along with a quote, and what stays behind. */
class QuotingTest {

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
