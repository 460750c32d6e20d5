package org.ledplatform.whatsapp.noise;

import org.ledplatform.whatsapp.crypto.PublicKey;

/**
 * Who connected, as proven by the handshake.
 *
 * @param noiseKey the client's long-lived noise key
 * @param payload the ClientPayload, still encoded and not yet believed
 */
public record ClientIdentity(PublicKey noiseKey, byte[] payload) {}
