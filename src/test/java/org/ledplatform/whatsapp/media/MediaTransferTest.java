package org.ledplatform.whatsapp.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ledplatform.whatsapp.MutableClock;
import org.ledplatform.whatsapp.media.MemoryMediaHosts.Behaviour;
import org.ledplatform.whatsapp.node.Node;

class MediaTransferTest {

  private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");
  private static final MediaHosts HOSTS =
      new MediaHosts("auth+/=", List.of("one.example", "two.example:8443"), NOW);

  private final MemoryMediaHosts network = new MemoryMediaHosts();
  private final MediaAccess access = MediaAccess.namedHostsOnly(network);
  private final MutableClock clock = new MutableClock();
  private final StallWatch watch = new StallWatch(clock);
  private final byte[] file = new byte[200_000];

  MediaTransferTest() {
    new Random(3).nextBytes(file);
  }

  private MediaReference upload() {
    return new MediaUpload(MediaKind.DOCUMENT, new byte[32], MediaSource.of(file))
        .send(access, HOSTS, NOW);
  }

  private byte[] download(MediaReference reference) {
    ByteArrayOutputStream plain = new ByteArrayOutputStream();
    new MediaDownload(access, watch).fetch(reference, HOSTS, () -> plain);
    return plain.toByteArray();
  }

  private void assertNothingHandedOn(
      MediaReference reference, Class<? extends MediaException> failure) {
    assertThatThrownBy(
            () ->
                new MediaDownload(access, watch)
                    .fetch(
                        reference,
                        HOSTS,
                        () -> {
                          throw new AssertionError("plaintext was handed on");
                        }))
        .isInstanceOf(failure);
  }

  private static MediaReference at(String url, String path, MediaReference of) {
    return new MediaReference(
        of.kind(),
        url,
        path,
        of.mediaKey(),
        of.fileSha256(),
        of.encryptedSha256(),
        of.length(),
        of.keyTime());
  }

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
  void followsRedirectsToHostsThatItMayAsk() {
    MediaReference reference = upload();
    network.behave(
        "one.example",
        new Behaviour.Redirect("/v/0?again"),
        new Behaviour.Redirect("https://two.example:8443/v/0"));
    assertThat(download(reference)).isEqualTo(file);
    network.behave(
        "one.example", new Behaviour.Redirect("https://two.example:8443/mms/document/x"));
    assertThat(upload().url()).startsWith("https://two.example:8443/");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://two.example:8443/v/0",
        "https://elsewhere.example/v/0",
        "https://two.example/v/0",
        "https://one.example@elsewhere.example/v/0",
        "file:///etc/passwd",
        "::"
      })
  void followsNoRedirectElsewhere(String location) {
    MediaReference reference = upload();
    network.behave(
        "one.example",
        new Behaviour.Redirect(location),
        new Behaviour.Redirect(location),
        new Behaviour.Redirect(location));
    assertThat(download(reference)).isEqualTo(file);
    assertThat(network.asked()).noneMatch(asked -> asked.contains("elsewhere"));
    assertThat(network.asked().getLast()).isEqualTo("GET two.example:8443/v/0 0");
  }

  @Test
  void followsNoMoreThanFiveRedirects() {
    MediaReference reference = upload();
    for (int i = 0; i < 18; i++) {
      network.behave("one.example", new Behaviour.Redirect("https://one.example/v/0"));
    }
    assertThat(download(reference)).isEqualTo(file);
    assertThat(network.asked().stream().filter(a -> a.startsWith("GET one"))).hasSize(18);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://elsewhere.example/v/0",
        "http://one.example/v/0",
        "https://one.example:444/v/0",
        "https://169.254.169.254/latest",
        "not an address"
      })
  void asksNoHostThatOnlyAMessageNames(String url) {
    MediaReference reference = upload();
    assertThat(download(at(url, "/v/0", reference))).isEqualTo(file);
    assertThat(network.asked().getLast()).isEqualTo("GET one.example/v/0 0");
    assertNothingHandedOn(at(url, "", reference), MediaUnavailableException.class);
  }

  @Test
  void trustsTheHostsOfADomainThatItWasTold() {
    MediaReference reference = at("https://cdn.whatsapp.net/v/0", "", upload());
    MediaAccess trusting = MediaAccess.forWhatsApp(network);
    ByteArrayOutputStream plain = new ByteArrayOutputStream();
    new MediaDownload(trusting, watch).fetch(reference, HOSTS, () -> plain);
    assertThat(plain.toByteArray()).isEqualTo(file);
    assertThatThrownBy(
            () ->
                new MediaDownload(trusting, watch)
                    .fetch(
                        at("https://evilwhatsapp.net/v/0", "", reference),
                        HOSTS,
                        OutputStream::nullOutputStream))
        .isInstanceOf(MediaUnavailableException.class);
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
  void readsHostsAsTheNetworkTellsThem() {
    Node answer =
        Node.of(
            "iq",
            Node.of(
                    "media_conn",
                    host("mmg.example").with("fallback_hostname", "fallback.example"),
                    host("127.0.0.1:8080"),
                    host("evil.example/path"),
                    host("a@b"))
                .with("auth", "a")
                .with("ttl", 600)
                .with("auth_ttl", 300));
    MediaHosts hosts = MediaHosts.of(answer, NOW);
    assertThat(hosts.names()).containsExactly("mmg.example", "127.0.0.1:8080", "fallback.example");
    assertThat(hosts.expiresAt()).isEqualTo(NOW.plusSeconds(300));
    assertThat(hosts.toString()).doesNotContain("auth");
  }

  private static Node host(String name) {
    return Node.of("host").with("hostname", name);
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
