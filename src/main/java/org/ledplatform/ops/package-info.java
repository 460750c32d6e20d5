/** Health, metrics and tracing. */
@NullMarked
package org.ledplatform.ops;

import org.jspecify.annotations.NullMarked;
