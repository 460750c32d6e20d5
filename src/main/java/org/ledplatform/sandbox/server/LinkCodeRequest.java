package org.ledplatform.sandbox.server;

/**
 * A client asks a phone's person to type the code that it shows (protocol §5.3).
 *
 * @param ref names the request
 * @param wrappedKey the client's ephemeral key under the code; 80 bytes
 */
public record LinkCodeRequest(String ref, byte[] wrappedKey) {}
