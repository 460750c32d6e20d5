/** Users of the platform and what they own. */
@NullMarked
package org.ledplatform.account;

import org.jspecify.annotations.NullMarked;
