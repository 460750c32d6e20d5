/** What one user may ask, how often, and what a retried write does. */
@NullMarked
package org.ledplatform.api.limits;

import org.jspecify.annotations.NullMarked;
