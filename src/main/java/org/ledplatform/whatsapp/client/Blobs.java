package org.ledplatform.whatsapp.client;

import java.util.function.Consumer;
import org.ledplatform.whatsapp.media.MediaReference;
import org.ledplatform.whatsapp.media.MediaSink;

/** Fetches files that belong to the account's state: history, snapshots, long patches. */
@FunctionalInterface
interface Blobs {

  /**
   * Fetches one file without waiting for it. Exactly one of the two is called, once, on the lane.
   *
   * @param sink takes the file when it was found good, on a thread of the executor
   * @param done the sink has all of it
   * @param failed hears why not, in words without private data
   */
  void fetch(MediaReference file, MediaSink sink, Runnable done, Consumer<String> failed);
}
