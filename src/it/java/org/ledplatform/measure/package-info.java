/**
 * What the client needs when there are many of it: processor time, live heap. Each measurement runs
 * in a JVM of its own, and what devices remember is in files, so that only the clients are counted.
 */
@NullMarked
package org.ledplatform.measure;

import org.jspecify.annotations.NullMarked;
