/**
 * How stanzas reach devices: the live sessions, the queues of those that are away, and the lanes on
 * which stanzas leave once a turn is durable (protocol §6.5, §8.4).
 */
@NullMarked
package org.ledplatform.sandbox.delivery;

import org.jspecify.annotations.NullMarked;
