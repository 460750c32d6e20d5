package org.ledplatform.whatsapp.client;

import java.util.concurrent.CompletionStage;
import org.ledplatform.whatsapp.media.MediaReference;
import org.ledplatform.whatsapp.media.MediaSink;

/** Fetches files that belong to the account's state: history, snapshots, long patches. */
@FunctionalInterface
interface Blobs {

  /**
   * Fetches one file without waiting for it. The stage ends on any thread: when the sink has all of
   * the file, or with what went wrong.
   *
   * @param sink takes the file when it was found good, on a thread of the executor
   */
  CompletionStage<Void> fetch(MediaReference file, MediaSink sink);
}
