package org.ledplatform.whatsapp.socket;

import java.io.IOException;
import java.net.InetAddress;
import java.util.List;

/**
 * Looks up where a proxy is. What it gives is what is connected to: nobody looks the name up a
 * second time. Safe for use by many threads; blocks.
 */
@FunctionalInterface
public interface AddressBook {

  /**
   * The addresses of a host, the best first; at least one.
   *
   * @param host a name or an address
   * @throws IOException when there is none, or none that may be used
   */
  List<InetAddress> addresses(String host) throws IOException;

  /** Whatever the machine knows. */
  static AddressBook ofTheMachine() {
    return host -> List.of(InetAddress.getAllByName(host));
  }
}
