/** The HTTP API. */
@NullMarked
package org.ledplatform.api;

import org.jspecify.annotations.NullMarked;
