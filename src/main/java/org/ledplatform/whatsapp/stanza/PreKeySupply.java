package org.ledplatform.whatsapp.stanza;

import java.util.function.Consumer;
import org.ledplatform.whatsapp.signal.LocalIdentity;
import org.ledplatform.whatsapp.signal.PreKeys;
import org.ledplatform.whatsapp.signal.SignedPreKey;
import org.ledplatform.whatsapp.store.DeviceStore;

/**
 * Keeps the network supplied with our one-time pre-keys (protocol §6.3). Not safe for many threads:
 * used by the one that handles stanzas.
 */
public final class PreKeySupply {

  private static final int FEW = 20;
  private static final int BATCH = 100;

  private final Queries queries;
  private final DeviceStore store;
  private final PreKeys preKeys;
  private final LocalIdentity local;
  private final SignedPreKey signedPreKey;
  private final Consumer<DeviceEvent> events;
  private boolean uploading;

  public PreKeySupply(
      Queries queries,
      DeviceStore store,
      PreKeys preKeys,
      LocalIdentity local,
      SignedPreKey signedPreKey,
      Consumer<DeviceEvent> events) {
    this.queries = queries;
    this.store = store;
    this.preKeys = preKeys;
    this.local = local;
    this.signedPreKey = signedPreKey;
    this.events = events;
  }

  /**
   * Uploads a batch when the network has few left. The keys are durable before they leave.
   *
   * @param left how many the network says it has
   * @param done called when nothing (more) is to be done, whether the upload worked or not
   */
  public void topUp(int left, Runnable done) {
    if (left >= FEW || uploading) {
      done.run();
      return;
    }
    PreKeys.Batch batch = preKeys.next(BATCH);
    store.commit(batch.changes());
    uploading = true;
    queries.ask(
        Questions.preKeyUpload(local, signedPreKey, batch.keys()),
        _ -> {
          uploading = false;
          done.run();
        },
        failure -> {
          uploading = false;
          events.accept(new DeviceEvent.Noted("The upload of pre-keys failed: " + failure.text()));
          done.run();
        });
  }
}
