/**
 * The network's media hosts: where blobs and pictures are kept and the HTTPS listener that takes
 * and gives them.
 */
@NullMarked
package org.ledplatform.sandbox.media;

import org.jspecify.annotations.NullMarked;
