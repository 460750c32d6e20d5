package org.ledplatform.whatsapp.media;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import java.util.regex.Pattern;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.node.Node;
import org.ledplatform.whatsapp.node.UnexpectedNodeException;

/**
 * Which hosts take and give files, and for how long (protocol §10.2).
 *
 * @param auth what an upload must show
 * @param names {@code host} or {@code host:port}, the best first; at least one
 * @param expiresAt when to ask again
 */
public record MediaHosts(String auth, List<String> names, Instant expiresAt) {

  private static final int MOST = 16;
  private static final long LONGEST_SECONDS = Duration.ofDays(1).toSeconds();
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9.-]{1,253}(:[0-9]{1,5})?");

  public MediaHosts {
    names = List.copyOf(names);
  }

  /** Which hosts are there? */
  public static Node question() {
    return Node.of("iq", Node.of("media_conn"))
        .with("to", Jid.NETWORK)
        .with("type", "set")
        .with("xmlns", "w:m");
  }

  /**
   * Reads the answer.
   *
   * @throws UnexpectedNodeException when it has no auth or no usable host
   */
  public static MediaHosts of(Node answer, Instant now) {
    Node connection = answer.requireChild("media_conn");
    SequencedSet<String> names = new LinkedHashSet<>();
    List<Node> hosts = connection.children("host");
    hosts.forEach(host -> host.attribute("hostname").ifPresent(names::add));
    hosts.forEach(host -> host.attribute("fallback_hostname").ifPresent(names::add));
    List<String> usable =
        names.stream().filter(name -> NAME.matcher(name).matches()).limit(MOST).toList();
    if (usable.isEmpty()) {
      throw new UnexpectedNodeException("media_conn names no host");
    }
    long ttl = Math.min(seconds(connection, "ttl"), seconds(connection, "auth_ttl"));
    return new MediaHosts(connection.require("auth"), usable, now.plusSeconds(ttl));
  }

  private static long seconds(Node connection, String attribute) {
    long seconds = connection.number(attribute).orElse(LONGEST_SECONDS);
    return Math.clamp(seconds, 1, LONGEST_SECONDS);
  }

  /** The auth lets whoever has it upload, so logs do not see it. */
  @Override
  public String toString() {
    return "MediaHosts" + names;
  }
}
