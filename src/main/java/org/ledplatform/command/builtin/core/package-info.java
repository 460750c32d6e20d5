/** The built-in commands that every bot has: ping, menu, uptime, info. */
@NullMarked
package org.ledplatform.command.builtin.core;

import org.jspecify.annotations.NullMarked;
