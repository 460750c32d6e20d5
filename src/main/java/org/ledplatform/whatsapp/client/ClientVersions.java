package org.ledplatform.whatsapp.client;

import java.util.Optional;

/**
 * Knows which version of WhatsApp Web to say we are: the network refuses old ones (protocol §5.5,
 * 405). Safe for use by many threads; one object serves all clients of a network.
 */
public interface ClientVersions {

  /** What to say now. Never waits. */
  ClientVersion now();

  /**
   * What to say after the network refused a version. May wait some seconds for the network.
   *
   * @return empty when nothing newer can be learned
   */
  Optional<ClientVersion> newerThan(ClientVersion refused);

  /** Always the same, and nothing newer. */
  static ClientVersions fixed(ClientVersion version) {
    return new ClientVersions() {
      @Override
      public ClientVersion now() {
        return version;
      }

      @Override
      public Optional<ClientVersion> newerThan(ClientVersion refused) {
        return Optional.empty();
      }
    };
  }
}
