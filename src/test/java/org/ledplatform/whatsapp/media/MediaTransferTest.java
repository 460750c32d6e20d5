package org.ledplatform.whatsapp.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ledplatform.whatsapp.media.MemoryMediaHosts.Behaviour;

/** Files go up to one host and come down from any, whatever breaks on the way. */
class MediaTransferTest extends MediaTransfers {

  @Test
  void readsTheAnswerOfAHost() {
    MediaReference reference = upload();
    assertThat(reference.url()).isEqualTo("https://one.example/v/0");
    assertThat(reference.directPath()).isEqualTo("/v/0");
    assertThat(reference.keyTime()).isEqualTo(NOW);
    assertThat(reference.length()).isEqualTo(file.length);
    assertThat(download(reference)).isEqualTo(file);
  }

  @Test
  void uploadsToTheNextHostWhenOneFails() {
    network.behave("one.example", new Behaviour.Status(503));
    assertThat(upload().url()).startsWith("https://two.example:8443/");
    network.behave("one.example", new Behaviour.Unreachable());
    assertThat(upload().url()).startsWith("https://two.example:8443/");
  }

  @Test
  void saysSoWhenNoHostTakesAFile() {
    network.behave("one.example", new Behaviour.Status(500));
    network.behave("two.example:8443", new Behaviour.Unreachable());
    assertThatThrownBy(this::upload)
        .isInstanceOf(MediaUnavailableException.class)
        .hasMessage("No media host took the file");
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 403})
  void asksForOtherHostsWhenTheAuthIsNotTaken(int status) {
    network.behave("one.example", new Behaviour.Status(status));
    assertThatThrownBy(this::upload).isInstanceOf(HostsRefusedException.class);
    MediaReference reference = upload();
    network.behave("one.example", new Behaviour.Status(status));
    network.behave("two.example:8443", new Behaviour.Status(404));
    assertNothingHandedOn(reference, HostsRefusedException.class);
  }

  @Test
  void saysThatAFileIsGoneWhenNoHostHasIt() {
    MediaReference missing = upload().movedTo("/v/missing");
    assertNothingHandedOn(missing, MediaGoneException.class);
  }

  @Test
  void goesOnWhereADownloadBrokeOff() {
    MediaReference reference = upload();
    network.behave(
        "one.example",
        new Behaviour.BreakOff(50_001),
        new Behaviour.EndEarly(30_000),
        new Behaviour.BreakOff(7));
    assertThat(download(reference)).isEqualTo(file);
    assertThat(network.asked().subList(1, 5))
        .containsExactly(
            "GET one.example/v/0 0",
            "GET one.example/v/0 50001",
            "GET one.example/v/0 80001",
            "GET one.example/v/0 80008");
  }

  @Test
  void canDealWithAHostThatSendsEverythingAgain() {
    MediaReference reference = upload();
    network.behave("one.example", new Behaviour.BreakOff(50_001), new Behaviour.IgnoreRange());
    assertThat(download(reference)).isEqualTo(file);
  }

  @Test
  void beginsAnewAtTheNextHostWhenOneHasADamagedFile() {
    MediaReference reference = upload();
    network.behave("one.example", new Behaviour.BreakOff(50_000), new Behaviour.Corrupt());
    assertThat(download(reference)).isEqualTo(file);
    assertThat(network.asked().getLast()).isEqualTo("GET two.example:8443/v/0 0");
    network.behave("one.example", new Behaviour.Corrupt());
    network.behave("two.example:8443", new Behaviour.Corrupt());
    assertNothingHandedOn(reference, MediaCorruptedException.class);
  }

  @Test
  void givesUpOnAHostThatBreaksOffAgainAndAgain() {
    MediaReference reference = upload();
    for (String host : HOSTS.names()) {
      network.behave(
          host, new Behaviour.BreakOff(0), new Behaviour.BreakOff(0), new Behaviour.BreakOff(0));
    }
    assertNothingHandedOn(reference, MediaUnavailableException.class);
  }

  @Test
  void endsADownloadInWhichNothingMoves() throws Exception {
    CountDownLatch closed = new CountDownLatch(1);
    InputStream silent =
        new InputStream() {
          @Override
          public int read() throws IOException {
            try {
              closed.await();
              return -1;
            } catch (InterruptedException e) {
              throw new IOException(e);
            }
          }

          @Override
          public void close() {
            closed.countDown();
          }
        };
    InputStream watched = watch.watch(silent);
    clock.advance(Duration.ofSeconds(29));
    watch.tick();
    assertThat(closed.getCount()).isOne();
    clock.advance(Duration.ofSeconds(2));
    watch.tick();
    assertThatThrownBy(() -> watched.read(new byte[10], 0, 10))
        .isInstanceOf(IOException.class)
        .hasMessage("Nothing came from the media host for a while");
  }

  @Test
  void refusesAnAnswerThatNamesNoPlace() {
    for (String json : List.of("", "{}", "{\"url\":12}", "{\"url\":\"\"}", "[".repeat(1000))) {
      InputStream body = new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8));
      assertThatThrownBy(() -> UploadAnswer.read(body)).isInstanceOf(IOException.class);
    }
  }

  @Test
  void tellsWhenTheOwnSourceCannotBeRead() {
    MediaSource missing =
        () -> {
          throw new IOException("no such file");
        };
    assertThatThrownBy(() -> new MediaUpload(MediaKind.IMAGE, new byte[32], missing))
        .isInstanceOf(UnreadableMediaException.class)
        .hasMessage("The file to send cannot be read");
  }
}
