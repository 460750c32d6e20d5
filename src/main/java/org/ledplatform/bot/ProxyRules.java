package org.ledplatform.bot;

import java.util.Optional;

/**
 * What this server takes for a proxy of a bot. A port: who makes the connections knows. Safe for
 * use by many threads; never waits for the network.
 */
@FunctionalInterface
public interface ProxyRules {

  /**
   * What is wrong with an address.
   *
   * @return words that complete "it …" and repeat nothing of the address; empty when it may be
   *     stored, which does not mean that it will be reached
   */
  Optional<String> objection(String address);
}
