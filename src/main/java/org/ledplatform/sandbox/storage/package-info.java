/**
 * Where the simulated network keeps what must survive a restart: one ordered map per table, written
 * in atomic batches. Values are opaque here; the package that owns a table understands them.
 */
@NullMarked
package org.ledplatform.sandbox.storage;

import org.jspecify.annotations.NullMarked;
