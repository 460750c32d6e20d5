/**
 * A simulated WhatsApp network: a strict server and virtual phones that behave like people.
 *
 * <pre>
 * control  standalone        what a person may ask for · a process of its own
 *        SandboxNetwork      the whole of it
 * phone                      device 0 of each account: real keys, a screen
 * server                     connections, pairing, login, one handler per stanza
 * query                      one class per namespace of questions
 * group                      groups, their members and what these hear of changes
 * delivery                   sessions, queues, lanes
 * fault                      what can go wrong, as values
 * account                    who there is, and their keys
 * storage                    turns and tables: one batch per turn, durable before it is answered
 * </pre>
 *
 * Each package knows only those below it.
 */
@NullMarked
package org.ledplatform.sandbox;

import org.jspecify.annotations.NullMarked;
