package org.ledplatform.whatsapp.message;

import java.util.List;
import org.ledplatform.whatsapp.proto.ProtocolMessage;
import org.ledplatform.whatsapp.store.StoreChange;

/**
 * Hears what only the phone of our own account may tell this device (protocol §6.9): keys of the
 * app state, history, mappings of addresses. {@link Intake} has checked who speaks.
 */
@FunctionalInterface
public interface OwnPhone {

  /**
   * What is to be remembered of it. The changes are committed together with the ratchet's step, so
   * nothing that the phone told is lost with a crash, and nothing has its effect twice. Called
   * while the phone's lock is held: nothing here may wait or take a lock of another device.
   *
   * @param envelope the outside of the message
   * @param told what was said
   */
  List<StoreChange> accept(Envelope envelope, ProtocolMessage told);

  /** Several who listen, as one. */
  static OwnPhone all(List<OwnPhone> listeners) {
    List<OwnPhone> every = List.copyOf(listeners);
    return (envelope, told) ->
        every.stream().flatMap(one -> one.accept(envelope, told).stream()).toList();
  }
}
