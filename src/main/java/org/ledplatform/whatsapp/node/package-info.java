/** The binary stanza tree: the value, its codec and its two token dictionaries (protocol §4). */
@NullMarked
package org.ledplatform.whatsapp.node;

import org.jspecify.annotations.NullMarked;
