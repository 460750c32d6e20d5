/** The ports of the features on a relational database. */
@NullMarked
package org.ledplatform.storage.jpa;

import org.jspecify.annotations.NullMarked;
