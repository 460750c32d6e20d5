/**
 * What the server knows of groups: who is in which, in what role, what is allowed there, and how
 * members hear of a change (protocol §9). State lives in memory and is written through in turns.
 */
@NullMarked
package org.ledplatform.sandbox.group;

import org.jspecify.annotations.NullMarked;
