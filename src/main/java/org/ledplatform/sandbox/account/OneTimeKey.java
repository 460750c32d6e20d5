package org.ledplatform.sandbox.account;

import org.ledplatform.whatsapp.crypto.PublicKey;

/** A one-time pre-key as a device handed it in. */
public record OneTimeKey(int id, PublicKey key) {}
