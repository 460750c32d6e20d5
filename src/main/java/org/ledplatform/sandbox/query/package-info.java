/**
 * The questions that clients ask ({@code <iq>}): one class per namespace, found through a table
 * (protocol §11).
 */
@NullMarked
package org.ledplatform.sandbox.query;

import org.jspecify.annotations.NullMarked;
