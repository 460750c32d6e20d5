package org.ledplatform.whatsapp.signal;

import org.ledplatform.whatsapp.crypto.KeyPair;

/**
 * Who we are to other devices.
 *
 * @param registrationId 14 bits, chosen at random once
 */
public record LocalIdentity(KeyPair identityKey, int registrationId) {}
