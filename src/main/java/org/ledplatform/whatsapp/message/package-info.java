/** What travels between people: build, read, encrypt for every device. */
@NullMarked
package org.ledplatform.whatsapp.message;

import org.jspecify.annotations.NullMarked;
