/** Request and answer bodies: strict JSON into records, records into JSON. */
@NullMarked
package org.ledplatform.api.json;

import org.jspecify.annotations.NullMarked;
