/** One handler class per stanza tag, found through a table; queries and their replies. */
@NullMarked
package org.ledplatform.whatsapp.stanza;

import org.jspecify.annotations.NullMarked;
