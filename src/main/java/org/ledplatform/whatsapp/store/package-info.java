/** The port that keeps what one linked device must remember, and its in-memory form. */
@NullMarked
package org.ledplatform.whatsapp.store;

import org.jspecify.annotations.NullMarked;
