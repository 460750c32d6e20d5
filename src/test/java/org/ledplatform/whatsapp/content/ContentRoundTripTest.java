package org.ledplatform.whatsapp.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.ledplatform.whatsapp.WhatsAppException;
import org.ledplatform.whatsapp.proto.Message;

class ContentRoundTripTest {

  private static final Instant NOW = Instant.ofEpochSecond(1_800_000_000);

  static Stream<Content> everything() {
    return Stream.concat(Samples.plain().stream(), Samples.changes().stream());
  }

  static List<Content> plain() {
    return Samples.plain();
  }

  private static Body again(Message message) {
    try {
      return ContentReader.read(Message.parseFrom(message.toByteArray()));
    } catch (InvalidProtocolBufferException e) {
      throw new AssertionError(e);
    }
  }

  @ParameterizedTest
  @MethodSource("everything")
  void whatIsWrittenIsRead(Content content) {
    assertThat(again(ContentWriter.write(content, Context.NONE, NOW)))
        .isEqualTo(new Body(content, Context.NONE));
  }

  @ParameterizedTest
  @MethodSource("plain")
  void everyKindOfContentCarriesItsContext(Content content) {
    Body body = again(ContentWriter.write(content, Samples.rich(), NOW));
    boolean without = content instanceof Album;
    assertThat(body).isEqualTo(new Body(content, without ? Context.NONE : Samples.rich()));
  }

  @Test
  void anEditCarriesTheContextOfItsNewWording() {
    Edit edit = new Edit(Samples.MESSAGE, new Text("hello @101"));
    assertThat(again(ContentWriter.write(edit, Samples.rich(), NOW)))
        .isEqualTo(new Body(edit, Samples.rich()));
  }

  @Test
  void picturesFilmsAndSoundCanBeLookedAtOnce() {
    for (Content content : plain()) {
      boolean able =
          content instanceof Image || content instanceof Video || content instanceof Audio;
      if (able) {
        assertThat(again(ContentWriter.write(content, Context.NONE.once(), NOW)))
            .isEqualTo(new Body(content, Context.NONE.once()));
      } else {
        assertThatThrownBy(() -> ContentWriter.write(content, Context.NONE.once(), NOW))
            .isInstanceOf(UnsendableContentException.class);
      }
    }
  }

  /** Ten thousand messages with a few bytes changed: a body or an exception with a name. */
  @Test
  void damagedMessagesAreReadOrRefusedByName() {
    Random random = new Random(7);
    List<byte[]> seeds =
        everything().map(c -> ContentWriter.write(c, Context.NONE, NOW).toByteArray()).toList();
    int read = 0;
    for (int i = 0; i < 10_000; i++) {
      byte[] bytes = seeds.get(i % seeds.size()).clone();
      for (int n = random.nextInt(4); n >= 0; n--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
      }
      try {
        ContentReader.read(Message.parseFrom(bytes));
        read++;
      } catch (InvalidProtocolBufferException | WhatsAppException _) {
        // Refused by name.
      }
    }
    assertThat(read).isPositive();
  }

  @Test
  void refusesToWriteWhatNobodyCouldRead() {
    ByteString secret = ByteString.copyFrom(new byte[32]);
    for (Content content :
        List.of(
            new Poll("?", List.of("only"), 1, secret),
            new Poll("?", List.of("same", "same"), 1, secret),
            new Poll(" ", List.of("a", "b"), 1, secret),
            new Poll("?", List.of("a", "b"), 3, secret),
            new Poll("?", List.of("a", "b"), 1, ByteString.EMPTY),
            new ContactCards("nobody", List.of()),
            new Location(91, 0, "", "", ""),
            new Location(Double.NaN, 0, "", "", ""),
            new LiveLocation(0, 181, 0, "", 0, Duration.ZERO),
            new PollVote(Samples.MESSAGE, List.of("a")),
            new Edit(Samples.MESSAGE, new Reaction(Samples.MESSAGE, "x")),
            new Unsupported("eventMessage"))) {
      assertThatThrownBy(() -> ContentWriter.write(content, Context.NONE))
          .as("%s", content)
          .isInstanceOf(UnsendableContentException.class);
    }
  }

  @Test
  void printsNothingOfWhatPeopleSay() {
    everything()
        .filter(c -> !(c instanceof Album || c instanceof EphemeralSetting))
        .forEach(c -> assertThat(c.toString()).matches("[A-Za-z]+\\[…]"));
  }
}
