package org.ledplatform.whatsapp.content;

/**
 * Announces that so many pictures and films follow and belong together.
 *
 * @param images how many pictures
 * @param videos how many films
 */
public record Album(int images, int videos) implements Content {}
