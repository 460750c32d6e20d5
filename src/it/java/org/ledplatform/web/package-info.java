/** The pages in a real browser, against the built platform. */
@NullMarked
package org.ledplatform.web;

import org.jspecify.annotations.NullMarked;
