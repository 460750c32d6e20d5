package org.ledplatform.whatsapp.media;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * How a client reaches media hosts.
 *
 * @param transfer carries the bytes
 * @param domains whose hosts are trusted besides those that the network names, such as {@code
 *     whatsapp.net}: an address in a message is used only when its host is one of these
 * @param directory for temporary files, which hold ciphertext only; the system's own when empty
 */
public record MediaAccess(MediaTransfer transfer, List<String> domains, Optional<Path> directory) {

  private static final List<String> WHATSAPP = List.of("whatsapp.net");

  public MediaAccess {
    domains = List.copyOf(domains);
  }

  /** For WhatsApp itself. */
  public static MediaAccess forWhatsApp(MediaTransfer transfer) {
    return new MediaAccess(transfer, WHATSAPP, Optional.empty());
  }

  /** Trusts only the hosts that the network names. */
  public static MediaAccess namedHostsOnly(MediaTransfer transfer) {
    return new MediaAccess(transfer, List.of(), Optional.empty());
  }

  /** The same with another carrier, such as one through a proxy. */
  public MediaAccess through(MediaTransfer other) {
    return new MediaAccess(other, domains, directory);
  }
}
