/** A WhatsApp Web multi-device client for Java SE. */
@NullMarked
package org.ledplatform.whatsapp;

import org.jspecify.annotations.NullMarked;
