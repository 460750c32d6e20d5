/** Files that travel beside messages: their keys, their encryption, how they go up and down. */
@NullMarked
package org.ledplatform.whatsapp.media;

import org.jspecify.annotations.NullMarked;
