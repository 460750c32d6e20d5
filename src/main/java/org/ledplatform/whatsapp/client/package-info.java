/** The client: its configuration, its sealed events. The only package that sees all the others. */
@NullMarked
package org.ledplatform.whatsapp.client;

import org.jspecify.annotations.NullMarked;
