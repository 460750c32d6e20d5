package org.ledplatform.assembly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ledplatform.link.AllowedProxies;
import org.ledplatform.sandbox.media.MediaSettings;
import org.ledplatform.whatsapp.noise.WhatsAppRoot;

class SettingsReaderTest {

  @TempDir Path directory;

  @Test
  void nothingSetMeansTheDefaults() {
    Settings settings = read(Map.of());

    assertThat(settings.dataDir()).isEqualTo(Path.of("data").toAbsolutePath());
    assertThat(settings.sandbox()).isTrue();
    assertThat(settings.whatsAppUrl()).hasToString("wss://web.whatsapp.com/ws/chat");
    assertThat(settings.whatsAppRootKey()).isEqualTo(WhatsAppRoot.KEY);
    assertThat(settings.apiRateLimit()).isEqualTo(20);
    assertThat(settings.sandboxMedia().host()).isEqualTo("127.0.0.1");
    assertThat(settings.sandboxMedia().port()).isZero();
  }

  @Test
  void theMediaHostHasANameAPortAndAPlaceInTheDataDirectory() {
    MediaSettings media =
        read(Map.of(
                "led.data-dir", directory.toString(),
                "led.sandbox.media-host", "media.example.org",
                "led.sandbox.media-port", "8443"))
            .sandboxMedia();

    assertThat(media.host()).isEqualTo("media.example.org");
    assertThat(media.port()).isEqualTo(8443);
    assertThat(media.directory()).contains(directory.toAbsolutePath().resolve("sandbox-media"));
    assertThatThrownBy(
            () ->
                read(
                    Map.of(
                        "led.sandbox.media-host", "https://media",
                        "led.sandbox.media-port", "65536")))
        .hasMessageContaining("led.sandbox.media-host: must be the name of a host")
        .hasMessageContaining("led.sandbox.media-port: must be a whole number from 0 to 65535");
  }

  @Test
  void saysWhereProxiesOfBotsMayBe() {
    assertThat(read(Map.of()).allowedProxies()).isEqualTo(AllowedProxies.NONE);
    assertThat(
            read(Map.of("led.proxy.allowed", "10.1.0.0/16, proxy.intern")).allowedProxies().names())
        .containsExactly("proxy.intern");
    assertThatThrownBy(() -> read(Map.of("led.proxy.allowed", "10.1.0.0/33")))
        .isInstanceOf(StartRefusedException.class)
        .hasMessageContaining("led.proxy.allowed: must be names of hosts");
  }

  @Test
  void everyProblemIsInTheOneMessage() throws Exception {
    Path noCertificate = Files.writeString(directory.resolve("ca.pem"), "nothing of the kind");

    assertThatThrownBy(
            () ->
                read(
                    Map.of(
                        "led.storage", "papyrus",
                        "led.auth", "handshake",
                        "led.sandbox.enabled", "perhaps",
                        "led.master-key", "short",
                        "led.whatsapp.url", "https://example.org",
                        "led.whatsapp.root-key", "abcd",
                        "led.whatsapp.tls-ca-file", noCertificate.toString(),
                        "led.api.rate-limit", "-1",
                        "led.bots-per-user", "many",
                        "led.data-dirr", "x")))
        .isInstanceOf(StartRefusedException.class)
        .message()
        .satisfies(
            message -> {
              assertThat(message.lines().skip(1)).hasSize(10).allMatch(l -> l.startsWith("  * "));
              assertThat(message)
                  .contains(
                      "led.storage: \"papyrus\"",
                      "led.auth:",
                      "led.sandbox.enabled: must be true or false",
                      "led.master-key: must be 32 bytes",
                      "led.whatsapp.url:",
                      "led.whatsapp.root-key:",
                      "led.whatsapp.tls-ca-file:",
                      "led.api.rate-limit:",
                      "led.bots-per-user:",
                      "led.data-dirr: there is no such setting; did you mean led.data-dir?")
                  .doesNotContain("short");
            });
  }

  @Test
  void aProxyIsReadAndAWrongOneIsNamedWithoutItsSecret() throws Exception {
    assertThat(read(Map.of("led.whatsapp.proxy", "socks5://ada:secret@127.0.0.1:1080")))
        .satisfies(settings -> assertThat(settings.whatsAppProxy()).isPresent())
        .asString()
        .doesNotContain("secret");
    assertThatThrownBy(() -> read(Map.of("led.whatsapp.proxy", "ftp://ada:secret@127.0.0.1:1")))
        .isInstanceOf(StartRefusedException.class)
        .hasMessageContaining("led.whatsapp.proxy: must begin with http:// or socks5://")
        .hasMessageNotContaining("secret");
  }

  @Test
  void theMasterKeyComesFromOnePlaceOnly() throws Exception {
    Path file = Files.writeString(directory.resolve("key"), "00".repeat(32));

    assertThat(read(Map.of("led.master-key-file", file.toString())).masterKeyFile()).contains(file);
    assertThatThrownBy(
            () ->
                read(
                    Map.of(
                        "led.master-key", "11".repeat(32), "led.master-key-file", file.toString())))
        .hasMessageContaining("led.master-key-file: give the master key itself or a file");
  }

  @Test
  void theDefaultsInTheCodeAreThoseOfTheFileInTheWar() throws IOException {
    Map<String, String> values = new HashMap<>();
    for (String line : Files.readAllLines(Path.of("config/microprofile-config.properties"))) {
      int equals = line.indexOf('=');
      if (line.startsWith("led.")) {
        values.put(line.substring(0, equals), line.substring(equals + 1));
      }
    }

    assertThat(values).hasSizeGreaterThan(5);
    assertThat(read(values)).isEqualTo(read(Map.of()));
  }

  @Test
  void anEmptyValueIsNone() {
    assertThat(read(Map.of("led.master-key", " ", "led.api.rate-limit", "")))
        .isEqualTo(read(Map.of()));
  }

  @Test
  void noSecretIsTold() {
    String key = "5a".repeat(32);

    assertThat(read(Map.of("led.master-key", key)).toString()).doesNotContain(key);
  }

  @Test
  void theDataDirectoryIsADirectory() throws IOException {
    Path file = Files.writeString(directory.resolve("file"), "");

    assertThatThrownBy(() -> read(Map.of("led.data-dir", file.toString())))
        .hasMessageContaining("is not a directory");
    assertThatThrownBy(() -> read(Map.of("led.data-dir", "a;b"))).hasMessageContaining("semicolon");
  }

  @Test
  void whatIsNotOursIsNoneOfOurBusiness() {
    assertThat(read(Map.of("java.home", "x", "ledger", "y"))).isNotNull();
  }

  private static Settings read(Map<String, String> set) {
    return SettingsReader.read(set.keySet(), name -> Optional.ofNullable(set.get(name)));
  }
}
