/**
 * Runs before the server does, in the server's process, as a Java agent: what the server would say
 * in a page of stack traces is said here in a line.
 */
@NullMarked
package org.ledplatform.assembly.launch;

import org.jspecify.annotations.NullMarked;
