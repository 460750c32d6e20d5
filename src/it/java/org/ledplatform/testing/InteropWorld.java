package org.ledplatform.testing;

/**
 * A network and a platform whose bots live on it.
 *
 * @param address where clients connect
 * @param rootKey public key of the network's certificates, in hexadecimal
 * @param people controls the phones of the network
 * @param owner owns the bots on the platform
 * @param botNetwork what the platform calls the network: {@code sandbox} or {@code whatsapp}
 */
public record InteropWorld(
    String address, String rootKey, LedUser people, LedUser owner, String botNetwork) {}
