package org.ledplatform.assembly;

import java.net.URI;
import java.net.http.HttpClient;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.ledplatform.link.NetworkAccess;
import org.ledplatform.link.NetworkWay;
import org.ledplatform.whatsapp.client.ClientVersion;
import org.ledplatform.whatsapp.client.ClientVersions;
import org.ledplatform.whatsapp.client.JdkVersionScript;
import org.ledplatform.whatsapp.client.TunnelVersionScript;
import org.ledplatform.whatsapp.client.VersionScript;
import org.ledplatform.whatsapp.client.WebClientVersions;
import org.ledplatform.whatsapp.media.JdkMediaTransfer;
import org.ledplatform.whatsapp.media.MediaAccess;
import org.ledplatform.whatsapp.media.TunnelMediaTransfer;
import org.ledplatform.whatsapp.socket.AddressBook;
import org.ledplatform.whatsapp.socket.JdkWebSocketConnector;
import org.ledplatform.whatsapp.socket.ProxiedWebSocketConnector;
import org.ledplatform.whatsapp.socket.ProxyTunnel;
import org.ledplatform.whatsapp.socket.Tunnel;
import org.ledplatform.whatsapp.socket.TunnelHttp;

/** The ways to WhatsApp: as it is set up for everybody, and through the proxies of single bots. */
final class WhatsAppWay implements NetworkWay {

  static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(20);

  private final Settings settings;
  private final Optional<SSLContext> trust;
  private final BotThreads threads;
  private final SecureRandom random;
  private final Clock clock;
  private final NetworkAccess usual;

  WhatsAppWay(Settings settings, BotThreads threads, SecureRandom random, Clock clock) {
    this.settings = settings;
    this.trust = settings.tlsCaFile().map(TlsTrust::with);
    this.threads = threads;
    this.random = random;
    this.clock = clock;
    this.usual =
        settings
            .whatsAppProxy()
            .map(proxy -> new ProxyTunnel(proxy, AddressBook.ofTheMachine(), CONNECT_TIMEOUT))
            .map(tunnel -> through(tunnel, ClientVersion.KNOWN_GOOD))
            .orElseGet(this::direct);
  }

  @Override
  public NetworkAccess usual() {
    return usual;
  }

  /** What a bot learns through its own proxy about the version is for this bot alone. */
  @Override
  public NetworkAccess through(Tunnel tunnel) {
    return through(tunnel, usual.versions().now());
  }

  private NetworkAccess through(Tunnel tunnel, ClientVersion known) {
    TunnelHttp http = new TunnelHttp(tunnel, trust);
    return new NetworkAccess(
        new ProxiedWebSocketConnector(
            settings.whatsAppUrl(), trust, tunnel, CONNECT_TIMEOUT, threads, random),
        settings.whatsAppRootKey(),
        versions(known, new TunnelVersionScript(script(), http)),
        Optional.of(MediaAccess.forWhatsApp(new TunnelMediaTransfer(http))));
  }

  private NetworkAccess direct() {
    HttpClient.Builder http =
        HttpClient.newBuilder().executor(threads).connectTimeout(CONNECT_TIMEOUT);
    trust.ifPresent(http::sslContext);
    return new NetworkAccess(
        new JdkWebSocketConnector(settings.whatsAppUrl(), trust, CONNECT_TIMEOUT, threads),
        settings.whatsAppRootKey(),
        versions(ClientVersion.KNOWN_GOOD, new JdkVersionScript(script(), http.build())),
        Optional.of(MediaAccess.forWhatsApp(new JdkMediaTransfer(trust, threads))));
  }

  private ClientVersions versions(ClientVersion known, VersionScript script) {
    return new WebClientVersions(known, script, clock);
  }

  /** The server that bots connect to also has the script that names the present version. */
  private URI script() {
    URI chat = settings.whatsAppUrl();
    URI script = chat.resolve("/sw.js");
    String scheme = "wss".equals(chat.getScheme()) ? "https" : "http";
    return URI.create(scheme + "://" + script.getRawAuthority() + script.getRawPath());
  }
}
