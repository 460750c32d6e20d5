/**
 * Virtual phones: device 0 of an account, with real keys and ratchets, that behaves like a person's
 * phone (protocol §13.3). A phone speaks to the server in stanzas like any client, only without a
 * socket.
 */
@NullMarked
package org.ledplatform.sandbox.phone;

import org.jspecify.annotations.NullMarked;
