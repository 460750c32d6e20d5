package org.ledplatform.whatsapp.signal;

import org.ledplatform.whatsapp.crypto.KeyPair;

/**
 * A key that begins one signal session.
 *
 * @param id 24 bits, from 1
 */
public record PreKey(int id, KeyPair keyPair) {}
