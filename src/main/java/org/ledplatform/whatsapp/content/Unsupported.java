package org.ledplatform.whatsapp.content;

/**
 * Content that is not read here.
 *
 * @param kind the name of the field that holds it, such as {@code eventMessage}, or its number
 */
public record Unsupported(String kind) implements Content {}
