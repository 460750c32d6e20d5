/** Accounts over HTTP, and who the caller is. */
@NullMarked
package org.ledplatform.api.auth;

import org.jspecify.annotations.NullMarked;
