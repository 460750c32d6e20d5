/**
 * The primitives that the protocol is built from: Curve25519 keys, XEdDSA, HKDF, AES-GCM, AES-CBC,
 * HMAC.
 */
@NullMarked
package org.ledplatform.whatsapp.crypto;

import org.jspecify.annotations.NullMarked;
