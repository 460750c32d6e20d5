/**
 * The HTTP API: the application and what every answer has in common. One sub-package per part of
 * the contract; {@code problem} and {@code json} are what the others stand on.
 */
@NullMarked
package org.ledplatform.api;

import org.jspecify.annotations.NullMarked;
