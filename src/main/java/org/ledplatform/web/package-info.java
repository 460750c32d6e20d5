/** The dashboard's backing beans. */
@NullMarked
package org.ledplatform.web;

import org.jspecify.annotations.NullMarked;
