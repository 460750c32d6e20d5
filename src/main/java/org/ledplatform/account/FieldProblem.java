package org.ledplatform.account;

/**
 * What is wrong with one field of somebody's input.
 *
 * @param field the field's name as the API writes it, for instance {@code displayName}
 * @param message one sentence for the person; never repeats what they typed
 */
public record FieldProblem(String field, String message) {}
