/** Who are you: local accounts, tokens, rate limits, encryption at rest. */
@NullMarked
package org.ledplatform.security;

import org.jspecify.annotations.NullMarked;
