/**
 * The server: connections and their handshake, pairing and login, and one handler class per stanza,
 * found through a table. Strict where the real server is strict (protocol §13).
 */
@NullMarked
package org.ledplatform.sandbox.server;

import org.jspecify.annotations.NullMarked;
