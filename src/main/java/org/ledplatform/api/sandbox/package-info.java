/** The sandbox over HTTP and its WebSocket. */
@NullMarked
package org.ledplatform.api.sandbox;

import org.jspecify.annotations.NullMarked;
