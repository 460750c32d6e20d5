/** What messages say: text, files, polls, reactions and the rest, read and written. */
@NullMarked
package org.ledplatform.whatsapp.content;

import org.jspecify.annotations.NullMarked;
