package org.ledplatform.sandbox.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.ledplatform.sandbox.account.Profiles;
import org.ledplatform.sandbox.storage.MemorySandboxStorage;
import org.ledplatform.sandbox.storage.SandboxStorage;
import org.ledplatform.sandbox.storage.Turns;
import org.ledplatform.whatsapp.media.HostsRefusedException;
import org.ledplatform.whatsapp.media.JdkMediaTransfer;
import org.ledplatform.whatsapp.media.MediaAccess;
import org.ledplatform.whatsapp.media.MediaDownload;
import org.ledplatform.whatsapp.media.MediaGoneException;
import org.ledplatform.whatsapp.media.MediaHosts;
import org.ledplatform.whatsapp.media.MediaKind;
import org.ledplatform.whatsapp.media.MediaReference;
import org.ledplatform.whatsapp.media.MediaSource;
import org.ledplatform.whatsapp.media.MediaTooLargeException;
import org.ledplatform.whatsapp.media.MediaTransfer;
import org.ledplatform.whatsapp.media.MediaUnavailableException;
import org.ledplatform.whatsapp.media.MediaUpload;
import org.ledplatform.whatsapp.media.StallWatch;
import org.ledplatform.whatsapp.media.TlsTrust;
import org.ledplatform.whatsapp.media.TunnelMediaTransfer;
import org.ledplatform.whatsapp.node.Node;
import org.ledplatform.whatsapp.socket.LoopbackProxy;
import org.ledplatform.whatsapp.socket.TunnelHttp;

/** Our client's ways of moving files and our network's, over TLS on a real port. */
@ParameterizedClass
@EnumSource
class MediaOverTlsTest {

  /** How the bytes get there; each does the same. */
  enum Way {
    DIRECT,
    HTTP_PROXY,
    SOCKS5_PROXY
  }

  private static final BlobLimits LIMITS = new BlobLimits(300_000, 200_000);

  private final Way way;
  @TempDir private Path directory;
  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
  private final SandboxStorage storage = new MemorySandboxStorage();
  private final SecureRandom random = new SecureRandom();
  private SandboxMedia media;
  private LoopbackProxy proxy;
  private MediaAccess access;

  MediaOverTlsTest(Way way) {
    this.way = way;
  }

  @BeforeEach
  void open() throws IOException {
    media = newMedia();
    media.open(settings());
    proxy = new LoopbackProxy(executor, 0);
    access = MediaAccess.namedHostsOnly(transfer(media.authority().map(TlsTrust::in)));
  }

  @AfterEach
  void close() throws IOException {
    proxy.close();
    media.close();
    executor.shutdownNow();
  }

  private SandboxMedia newMedia() {
    Turns turns = new Turns(storage);
    Profiles profiles = new Profiles(turns, storage);
    return new SandboxMedia(storage, turns, profiles, executor, Clock.systemUTC(), random);
  }

  private MediaSettings settings() {
    return new MediaSettings("127.0.0.1", 0, Optional.of(directory), LIMITS);
  }

  private MediaTransfer transfer(Optional<SSLContext> trust) {
    return switch (way) {
      case DIRECT -> new JdkMediaTransfer(trust, executor);
      case HTTP_PROXY -> new TunnelMediaTransfer(new TunnelHttp(proxy.tunnel("http"), trust));
      case SOCKS5_PROXY -> new TunnelMediaTransfer(new TunnelHttp(proxy.tunnel("socks5"), trust));
    };
  }

  private MediaHosts hosts() {
    Node answer = Node.of("iq", media.connection("ada").orElseThrow());
    return MediaHosts.of(answer, Instant.now());
  }

  private static byte[] file(int length) {
    byte[] file = new byte[length];
    new Random(length).nextBytes(file);
    return file;
  }

  private MediaReference upload(byte[] file) {
    return upload(file, hosts());
  }

  private MediaReference upload(byte[] file, MediaHosts hosts) {
    byte[] key = new byte[32];
    random.nextBytes(key);
    return new MediaUpload(MediaKind.DOCUMENT, key, MediaSource.of(file))
        .send(access, hosts, Instant.now());
  }

  private byte[] download(MediaReference reference) {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    new MediaDownload(access, new StallWatch(Clock.systemUTC()))
        .fetch(reference, hosts(), () -> file);
    return file.toByteArray();
  }

  private HttpResponse<byte[]> get(String range, String url) throws Exception {
    try (HttpClient client =
        HttpClient.newBuilder().sslContext(TlsTrust.in(media.authority().orElseThrow())).build()) {
      return client.send(
          HttpRequest.newBuilder(URI.create(url)).header("Range", range).build(),
          HttpResponse.BodyHandlers.ofByteArray());
    }
  }

  @Test
  void carriesFilesUpAndDown() {
    for (int length : new int[] {0, 1, 1000, 150_000}) {
      MediaReference reference = upload(file(length));
      assertThat(reference.url()).startsWith("https://127.0.0.1:").endsWith(reference.directPath());
      assertThat(reference.directPath()).contains("?");
      assertThat(download(reference)).isEqualTo(file(length));
    }
    assertThat(proxy.tunnels).hasValue(way == Way.DIRECT ? 0 : 8);
  }

  @Test
  void findsAFileByItsPathAloneAsWellAsByItsAddress() {
    MediaReference reference = upload(file(1000));
    assertThat(download(reference.movedTo(reference.directPath()))).isEqualTo(file(1000));
  }

  @Test
  void neverKeepsPlaintextOnItsDisk() throws IOException {
    byte[] file = new byte[100_000];
    Arrays.fill(file, (byte) 'x');
    upload(file);
    String onDisk =
        new String(Files.readAllBytes(stored().getFirst()), StandardCharsets.ISO_8859_1);
    assertThat(onDisk).hasSizeGreaterThan(100_000).doesNotContain("xxxxxxxx");
  }

  @Test
  void takesNothingWithoutAuth() {
    MediaHosts forged = new MediaHosts("YWRh.99999999999.forged", hosts().names(), Instant.now());
    assertThatThrownBy(() -> upload(file(10), forged)).isInstanceOf(HostsRefusedException.class);
  }

  @Test
  void takesNothingLargerThanItsLimit() throws IOException {
    assertThatThrownBy(() -> upload(file(200_001))).isInstanceOf(MediaTooLargeException.class);
    assertThat(stored()).isEmpty();
  }

  @Test
  void takesNothingThatIsNotWhatItsTokenSays() throws Exception {
    URI address =
        URI.create(
            "https://" + hosts().names().getFirst() + "/mms/image/AAAA?auth=" + hosts().auth());
    try (var answer = access.transfer().post(address, MediaSource.of(file(100)), 100)) {
      assertThat(answer.status()).isEqualTo(400);
    }
  }

  @Test
  void letsGoOfTheOldestWhenATenantHasTooMuch() {
    MediaReference first = upload(file(150_000));
    upload(file(100_000));
    MediaReference last = upload(file(120_000));
    assertThatThrownBy(() -> download(first)).isInstanceOf(MediaGoneException.class);
    assertThat(download(last)).hasSize(120_000);
  }

  @Test
  void saysThatAnExpiredFileIsGone() throws Exception {
    MediaReference reference = upload(file(1000));
    media.expire(reference.directPath());
    assertThat(get("bytes=0-", reference.url()).statusCode()).isEqualTo(410);
    assertThatThrownBy(() -> download(reference))
        .isInstanceOf(MediaGoneException.class)
        .hasMessage("The file is no longer there");
  }

  @Test
  void givesRanges() throws Exception {
    MediaReference reference = upload(file(1000));
    byte[] whole = get("bytes=0-", reference.url()).body();
    HttpResponse<byte[]> part = get("bytes=100-199", reference.url());
    assertThat(part.statusCode()).isEqualTo(206);
    assertThat(part.body()).isEqualTo(Arrays.copyOfRange(whole, 100, 200));
    assertThat(part.headers().firstValue("Content-Range"))
        .contains("bytes 100-199/" + whole.length);
    assertThat(get("bytes=5000-", reference.url()).statusCode()).isEqualTo(416);
    assertThat(get("bytes=1-0", reference.url()).statusCode()).isEqualTo(416);
    assertThat(get("nonsense", reference.url()).statusCode()).isEqualTo(416);
  }

  @Test
  void keepsFilesAndCertificateOverARestart() throws IOException {
    MediaReference reference = upload(file(1000));
    String pem = media.authorityPem().orElseThrow();
    media.close();
    media = newMedia();
    media.open(settings());
    assertThat(media.authorityPem()).contains(pem);
    assertThat(download(reference.movedTo(reference.directPath()))).isEqualTo(file(1000));
  }

  @Test
  void makesAnotherCertificateForAnotherName() throws IOException {
    String pem = media.authorityPem().orElseThrow();
    media.open(new MediaSettings("localhost", 0, Optional.of(directory), LIMITS));
    assertThat(media.authorityPem()).contains(pem);
    media.open(new MediaSettings("sandbox.example", 0, Optional.of(directory), LIMITS));
    assertThat(media.authorityPem()).isPresent().get().isNotEqualTo(pem);
    assertThat(media.authorityPem().orElseThrow()).startsWith("-----BEGIN CERTIFICATE-----\n");
  }

  @Test
  void isNotTrustedByAClientThatWasNotToldTo() {
    MediaReference reference = upload(file(10));
    access = MediaAccess.namedHostsOnly(transfer(Optional.empty()));
    assertThatThrownBy(() -> download(reference)).isInstanceOf(MediaUnavailableException.class);
    assertThatThrownBy(() -> upload(file(10))).isInstanceOf(MediaUnavailableException.class);
  }

  @Test
  void writesNothingToTheSinkWhenTheFileOnTheHostIsAnother() throws IOException {
    MediaReference reference = upload(file(100_000));
    Path stored = stored().getFirst();
    byte[] blob = Files.readAllBytes(stored);
    blob[50_000] ^= 1;
    Files.write(stored, blob);
    OutputStream[] opened = new OutputStream[1];
    assertThatThrownBy(
            () ->
                new MediaDownload(access, new StallWatch(Clock.systemUTC()))
                    .fetch(reference, hosts(), () -> opened[0] = OutputStream.nullOutputStream()))
        .hasMessage("The file arrived damaged: its authentication code is wrong");
    assertThat(opened[0]).isNull();
  }

  private List<Path> stored() throws IOException {
    try (Stream<Path> all = Files.walk(directory)) {
      return all.filter(Files::isRegularFile).toList();
    }
  }
}
