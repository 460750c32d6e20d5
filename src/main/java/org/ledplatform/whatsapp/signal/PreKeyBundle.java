package org.ledplatform.whatsapp.signal;

import java.util.Optional;
import java.util.OptionalInt;
import org.ledplatform.whatsapp.crypto.PublicKey;

/**
 * What the network hands out so that a signal session with a device can begin without it. Nothing
 * in it is verified yet.
 *
 * @param signature by {@code identity} over {@code signedPreKey} with prefix
 * @param preKeyId present together with {@code preKey}, absent when the device has none left
 */
public record PreKeyBundle(
    int registrationId,
    PublicKey identity,
    int signedPreKeyId,
    PublicKey signedPreKey,
    byte[] signature,
    OptionalInt preKeyId,
    Optional<PublicKey> preKey) {}
