package org.ledplatform.whatsapp.message;

import java.util.List;
import java.util.stream.Stream;
import org.ledplatform.whatsapp.WhatsAppException;
import org.ledplatform.whatsapp.proto.Message;
import org.ledplatform.whatsapp.store.StoreChange;

/**
 * What came out of a message stanza.
 *
 * @param changes the steps of ratchets and sender keys, to commit together with what was read; a
 *     part that could be opened keeps its step even when the message as a whole could not be read
 * @param identityChanged whether the sending device had another identity before
 */
record Opened(Result result, List<StoreChange> changes, boolean identityChanged) {

  Opened {
    changes = List.copyOf(changes);
  }

  /** With more to commit. */
  Opened along(List<StoreChange> more) {
    return new Opened(
        result, Stream.concat(changes.stream(), more.stream()).toList(), identityChanged);
  }

  /** What it is. */
  sealed interface Result {
    /** A message. */
    record Content(Message message) implements Result {}

    /** It was decrypted once before. */
    record Duplicate() implements Result {}

    /** It holds nothing that is encrypted for us, or keys alone. */
    record Nothing() implements Result {}

    /** It cannot be decrypted. */
    record Failed(WhatsAppException cause) implements Result {}
  }
}
