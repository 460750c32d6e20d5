/** What a command is, and the registry that finds it. */
@NullMarked
package org.ledplatform.command;

import org.jspecify.annotations.NullMarked;
