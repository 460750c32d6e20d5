/** A bot, its life and its running session. */
@NullMarked
package org.ledplatform.bot;

import org.jspecify.annotations.NullMarked;
