package org.ledplatform.whatsapp.media;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Which addresses are asked for a file. Messages come from anybody, so an address in one is used
 * only when its host is among those that the network named or under a trusted domain; everything
 * goes over HTTPS (protocol §10.3, §10.4).
 */
final class MediaRoutes {

  private final List<String> domains;
  private final MediaHosts hosts;

  MediaRoutes(List<String> domains, MediaHosts hosts) {
    this.domains = domains;
    this.hosts = hosts;
  }

  /** Where to upload, the best first. */
  List<URI> forUpload(MediaKind kind, EncryptedMedia media) {
    String query =
        "?auth="
            + URLEncoder.encode(hosts.auth(), StandardCharsets.UTF_8)
            + "&token="
            + media.token();
    return hosts.names().stream()
        .flatMap(
            host -> address("https://" + host, kind.uploadPath() + "/" + media.token() + query))
        .toList();
  }

  /** Where to look for a file, the best first. */
  List<URI> forDownload(MediaReference reference) {
    List<URI> addresses = new ArrayList<>();
    allowed(reference.url()).ifPresent(addresses::add);
    if (!reference.directPath().isEmpty()) {
      for (String host : hosts.names()) {
        address("https://" + host, reference.directPath())
            .filter(address -> !addresses.contains(address))
            .forEach(addresses::add);
      }
    }
    return addresses;
  }

  /** This address, when it may be asked. */
  Optional<URI> allowed(String url) {
    return parse(url).filter(this::allowed);
  }

  /** Where a redirect leads, when it may be followed. */
  Optional<URI> redirected(URI from, String location) {
    return parse(location).map(from::resolve).filter(this::allowed);
  }

  /** Whether this address may be asked. */
  boolean allowed(URI address) {
    if (!"https".equals(address.getScheme())
        || address.getHost() == null
        || address.getRawUserInfo() != null) {
      return false;
    }
    String host = address.getHost().toLowerCase(Locale.ROOT);
    return hosts.names().contains(authority(address))
        || domains.stream().anyMatch(domain -> host.equals(domain) || host.endsWith("." + domain));
  }

  private static String authority(URI address) {
    String host = address.getHost();
    return address.getPort() < 0 ? host : host + ":" + address.getPort();
  }

  /** The path is the sender's: it must not be able to make another host of it. */
  private Stream<URI> address(String base, String path) {
    return parse(base + path).filter(this::allowed).stream();
  }

  private static Optional<URI> parse(String text) {
    try {
      return text.isEmpty() ? Optional.empty() : Optional.of(new URI(text));
    } catch (URISyntaxException _) {
      return Optional.empty();
    }
  }
}
