package org.ledplatform.link;

import java.util.Optional;
import org.ledplatform.whatsapp.client.ClientVersions;
import org.ledplatform.whatsapp.crypto.PublicKey;
import org.ledplatform.whatsapp.media.MediaAccess;
import org.ledplatform.whatsapp.socket.SocketConnector;

/**
 * How a network is reached, all in one way: directly, or through one tunnel.
 *
 * @param connector opens connections to it
 * @param rootKey the key that must have signed its servers' certificates
 * @param versions which version to say we are
 * @param media how its media hosts are reached; empty where bots send and fetch no files
 */
public record NetworkAccess(
    SocketConnector connector,
    PublicKey rootKey,
    ClientVersions versions,
    Optional<MediaAccess> media) {}
