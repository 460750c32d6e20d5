package org.ledplatform.whatsapp.message;

import com.google.protobuf.InvalidProtocolBufferException;
import java.util.List;
import java.util.Optional;
import org.ledplatform.whatsapp.WhatsAppException;
import org.ledplatform.whatsapp.crypto.CipherException;
import org.ledplatform.whatsapp.crypto.InvalidKeyException;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.node.Node;
import org.ledplatform.whatsapp.proto.Message;
import org.ledplatform.whatsapp.signal.DuplicateMessageException;
import org.ledplatform.whatsapp.signal.SignalCipher;
import org.ledplatform.whatsapp.signal.SignalException;
import org.ledplatform.whatsapp.store.StoreChange;

/**
 * Decrypts what a message stanza holds for this device. The caller holds the lock of the sending
 * device and commits the changes.
 */
public final class MessageOpener {

  private final SignalCipher cipher;
  private final Contacts contacts;

  public MessageOpener(SignalCipher cipher, Contacts contacts) {
    this.cipher = cipher;
    this.contacts = contacts;
  }

  /** What came out. */
  public sealed interface Opened {
    /** A message; the changes are the ratchet's step. */
    record Content(Message message, List<StoreChange> changes, boolean identityChanged)
        implements Opened {}

    /** It was decrypted once before. */
    record Duplicate() implements Opened {}

    /** It holds nothing that is encrypted for one device. */
    record Nothing() implements Opened {}

    /** It cannot be decrypted; the stored state is what it was before. */
    record Failed(WhatsAppException cause) implements Opened {}
  }

  /**
   * Opens the first part that can be opened: a message that is sent again may hold the same content
   * twice.
   */
  public Opened open(Node stanza, Jid sender) {
    Optional<WhatsAppException> failure = Optional.empty();
    boolean duplicate = false;
    for (Node part : stanza.children("enc")) {
      boolean preKey = part.has("type", "pkmsg");
      if (!preKey && !part.has("type", "msg")) {
        continue;
      }
      try {
        return decrypt(part, preKey, sender);
      } catch (DuplicateMessageException _) {
        duplicate = true;
      } catch (SignalException
          | CipherException
          | InvalidKeyException
          | MalformedPaddingException
          | MalformedContentException e) {
        failure = failure.or(() -> Optional.of(e));
      }
    }
    if (failure.isPresent()) {
      return new Opened.Failed(failure.get());
    }
    return duplicate ? new Opened.Duplicate() : new Opened.Nothing();
  }

  private Opened decrypt(Node part, boolean preKey, Jid sender) {
    SignalCipher.Decrypted decrypted =
        cipher.decrypt(contacts.addressOf(sender), preKey, part.bytes());
    try {
      Message message = Message.parseFrom(Padding.unpad(decrypted.plain()));
      return new Opened.Content(message, decrypted.changes(), decrypted.identityChanged());
    } catch (InvalidProtocolBufferException e) {
      throw new MalformedContentException("The decrypted bytes are no message", e);
    }
  }
}
