/** Becoming a companion device by QR or by code (protocol §5). */
@NullMarked
package org.ledplatform.whatsapp.pairing;

import org.jspecify.annotations.NullMarked;
