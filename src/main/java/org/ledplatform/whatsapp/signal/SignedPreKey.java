package org.ledplatform.whatsapp.signal;

import org.ledplatform.whatsapp.crypto.KeyPair;

/**
 * The key that begins signal sessions together with a {@link PreKey}, or alone when these are used
 * up.
 *
 * @param id 24 bits, from 1
 * @param signature by the identity key, over the public key with prefix
 */
public record SignedPreKey(int id, KeyPair keyPair, byte[] signature) {}
