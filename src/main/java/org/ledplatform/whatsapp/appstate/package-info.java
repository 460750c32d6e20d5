/** The settings that the devices of one account share: five signed collections (protocol §6.9). */
@NullMarked
package org.ledplatform.whatsapp.appstate;

import org.jspecify.annotations.NullMarked;
