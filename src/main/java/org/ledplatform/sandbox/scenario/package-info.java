/**
 * What virtual people do by themselves: people who answer by rules, and scripts that act step by
 * step. Data only, moved by a tick and a clock; the same seed gives the same behaviour.
 */
@NullMarked
package org.ledplatform.sandbox.scenario;

import org.jspecify.annotations.NullMarked;
