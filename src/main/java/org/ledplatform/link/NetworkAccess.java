package org.ledplatform.link;

import org.ledplatform.whatsapp.client.ClientVersions;
import org.ledplatform.whatsapp.crypto.PublicKey;
import org.ledplatform.whatsapp.socket.SocketConnector;

/**
 * How a network is reached.
 *
 * @param connector opens connections to it
 * @param rootKey the key that must have signed its servers' certificates
 * @param versions which version to say we are
 */
public record NetworkAccess(
    SocketConnector connector, PublicKey rootKey, ClientVersions versions) {}
