package org.ledplatform.link;

import org.ledplatform.whatsapp.socket.Tunnel;

/** The ways to a network. Safe for use by many threads. */
public interface NetworkWay {

  /** The way of bots that have no proxy of their own. */
  NetworkAccess usual();

  /** The same network, with every connection through a tunnel and nothing around it. */
  NetworkAccess through(Tunnel tunnel);

  /** To a network inside this process: nothing of it leaves, so nothing goes through a tunnel. */
  static NetworkWay inside(NetworkAccess access) {
    return new NetworkWay() {
      @Override
      public NetworkAccess usual() {
        return access;
      }

      @Override
      public NetworkAccess through(Tunnel tunnel) {
        return access;
      }
    };
  }
}
