/** Bots over HTTP: what they are, their life, their QR and their log. */
@NullMarked
package org.ledplatform.api.bots;

import org.jspecify.annotations.NullMarked;
