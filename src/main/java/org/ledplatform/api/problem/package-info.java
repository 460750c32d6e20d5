/** What goes wrong, told as {@code application/problem+json} (RFC 9457). */
@NullMarked
package org.ledplatform.api.problem;

import org.jspecify.annotations.NullMarked;
