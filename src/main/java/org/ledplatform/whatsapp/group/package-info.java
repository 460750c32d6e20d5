/** Groups: what is known about them, how it changes, and how a message reaches all members. */
@NullMarked
package org.ledplatform.whatsapp.group;

import org.jspecify.annotations.NullMarked;
