package org.ledplatform.whatsapp.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.ledplatform.whatsapp.content.MessageName;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.media.MediaGoneException;
import org.ledplatform.whatsapp.media.MediaKind;
import org.ledplatform.whatsapp.media.MediaReference;
import org.ledplatform.whatsapp.media.MediaRetry;
import org.ledplatform.whatsapp.node.Node;

/** Files that our phone is asked to upload again, of messages that share an id. */
class MediaRetriesTest {

  private static final Jid ANNA = Jid.parse("100@lid");
  private static final Jid BERT = Jid.parse("300@lid");

  private final ClientFixture fixture = new ClientFixture();

  @BeforeEach
  void online() {
    fixture.pairAndLogIn();
  }

  private static MediaReference file(int key) {
    byte[] bytes = new byte[32];
    bytes[0] = (byte) key;
    return new MediaReference(
        MediaKind.IMAGE, "", "/old", bytes, new byte[32], new byte[32], 10, Instant.EPOCH);
  }

  private CompletableFuture<MediaReference> ask(Jid chat, int key) {
    CompletableFuture<MediaReference> asked =
        fixture
            .client
            .media()
            .askAgain(file(key), MessageName.inChat(chat, false, "M1"))
            .toCompletableFuture();
    fixture.network.run();
    return asked;
  }

  private void answer(Jid chat, Node said) {
    fixture.deliver(
        Node.of("notification", said, Node.of("rmr").with("jid", chat))
            .with("id", "M1")
            .with("type", "mediaretry")
            .with("from", fixture.phone.jid));
  }

  private Node moved(int key, String path) {
    return MediaRetry.answer(
        file(key).mediaKey(), "M1", new MediaRetry.Outcome.Moved(path), fixture.network.random);
  }

  @Test
  void messagesOfTwoChatsWithOneIdGetTheirOwnAnswers() {
    CompletableFuture<MediaReference> first = ask(ANNA, 1);
    CompletableFuture<MediaReference> second = ask(BERT, 2);
    answer(BERT, moved(2, "/two"));
    assertThat(first).isNotDone();
    answer(ANNA, moved(1, "/one"));
    assertThat(second).isCompletedWithValueMatching(at -> at.directPath().equals("/two"));
    assertThat(first).isCompletedWithValueMatching(at -> at.directPath().equals("/one"));
  }

  @Test
  void aRefusalConcernsTheChatThatItNames() {
    CompletableFuture<MediaReference> first = ask(ANNA, 1);
    CompletableFuture<MediaReference> second = ask(BERT, 2);
    answer(BERT, Node.of("error").with("code", 2));
    assertThat(first).isNotDone();
    assertThat(second)
        .failsWithin(Duration.ZERO)
        .withThrowableOfType(ExecutionException.class)
        .withCauseInstanceOf(MediaGoneException.class);
  }

  @Test
  void anAnswerUnderAnotherAddressOfTheChatCountsWhereOneAloneIsMeant() {
    CompletableFuture<MediaReference> asked = ask(ANNA, 1);
    answer(Jid.parse("49151@s.whatsapp.net"), moved(1, "/one"));
    assertThat(asked).isCompletedWithValueMatching(at -> at.directPath().equals("/one"));
  }
}
