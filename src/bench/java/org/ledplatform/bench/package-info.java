/**
 * Benchmarks of what a client does most, and of the libraries that could do it: {@code mvn -Pbench
 * process-test-classes}.
 */
@NullMarked
package org.ledplatform.bench;

import org.jspecify.annotations.NullMarked;
