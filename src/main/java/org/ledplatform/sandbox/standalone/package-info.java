/**
 * The simulated network in a process of its own: a WebSocket server and the paths under {@code
 * /api/sandbox} on loopback, without accounts. For tests and measurements. The only package of the
 * sandbox that makes threads.
 */
@NullMarked
package org.ledplatform.sandbox.standalone;

import org.jspecify.annotations.NullMarked;
