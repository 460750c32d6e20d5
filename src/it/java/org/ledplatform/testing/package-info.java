/**
 * What the tests that need a server, another client or a browser stand on: the built WAR in a
 * server process, the sandbox in a process of its own, the HTTP API as a user calls it. Every
 * server binds to 127.0.0.1 and takes a free port; whoever waits, waits for a condition.
 */
@NullMarked
package org.ledplatform.testing;

import org.jspecify.annotations.NullMarked;
