/** A simulated WhatsApp network: a strict server and virtual phones that behave like people. */
@NullMarked
package org.ledplatform.sandbox;

import org.jspecify.annotations.NullMarked;
