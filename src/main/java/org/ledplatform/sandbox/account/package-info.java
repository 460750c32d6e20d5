/**
 * What the server knows of its people: accounts, their devices, the keys these handed in, and the
 * stanzas that wait for them. State lives in memory and is written through in turns.
 */
@NullMarked
package org.ledplatform.sandbox.account;

import org.jspecify.annotations.NullMarked;
