package org.ledplatform.sandbox.media;

import java.nio.file.Path;

/**
 * A file that somebody uploaded; encrypted, the hosts cannot read it.
 *
 * @param id names it in addresses; random, because whoever knows it may fetch it
 * @param tenant the directory of whom it belongs to
 * @param number the order of arrival
 * @param listed whether the hosts still give it; a phone may bring it back when not
 */
record Blob(String id, String tenant, Path file, long length, long number, boolean listed) {

  Blob listed(boolean now) {
    return new Blob(id, tenant, file, length, number, now);
  }
}
