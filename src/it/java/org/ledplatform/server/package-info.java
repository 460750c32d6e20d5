/** The server as a whole: its start, its end, and the main job from one to the other. */
@NullMarked
package org.ledplatform.server;

import org.jspecify.annotations.NullMarked;
