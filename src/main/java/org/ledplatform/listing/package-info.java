/** Lists that are read page by page. */
@NullMarked
package org.ledplatform.listing;

import org.jspecify.annotations.NullMarked;
