/** Clients that nobody here wrote, on our network and with our bots. */
@NullMarked
package org.ledplatform.interop;

import org.jspecify.annotations.NullMarked;
