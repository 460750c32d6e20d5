package org.ledplatform.whatsapp.socket;

import java.io.IOException;
import java.net.Socket;

/** A way to servers that does not begin at this machine. Safe for use by many threads; blocks. */
@FunctionalInterface
public interface Tunnel {

  /**
   * A connection to a server; the caller closes it. Reads of it give up after a while, until the
   * caller sets another time-out.
   *
   * @param host a name, which is not looked up here
   * @throws IOException with a message for people, without addresses and passwords, when none comes
   *     about
   */
  Socket open(String host, int port) throws IOException;
}
