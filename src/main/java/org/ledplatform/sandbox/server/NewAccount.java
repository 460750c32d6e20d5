package org.ledplatform.sandbox.server;

import java.util.List;
import java.util.Optional;
import org.ledplatform.sandbox.account.OneTimeKey;
import org.ledplatform.sandbox.account.SignedKey;
import org.ledplatform.whatsapp.crypto.PublicKey;

/**
 * A phone that registers with the network.
 *
 * @param phone digits of the wished phone number; chosen by the network when absent
 */
public record NewAccount(
    String tenant,
    String name,
    Optional<String> phone,
    int registrationId,
    PublicKey identity,
    SignedKey signedPreKey,
    List<OneTimeKey> keys) {}
