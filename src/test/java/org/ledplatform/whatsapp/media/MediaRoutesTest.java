package org.ledplatform.whatsapp.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ledplatform.whatsapp.media.MemoryMediaHosts.Behaviour;
import org.ledplatform.whatsapp.node.Node;

/** Which hosts are asked for a file, and to which a redirect may lead. */
class MediaRoutesTest extends MediaTransfers {

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
}
