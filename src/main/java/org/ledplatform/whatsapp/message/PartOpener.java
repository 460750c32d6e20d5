package org.ledplatform.whatsapp.message;

import com.google.protobuf.InvalidProtocolBufferException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.ledplatform.whatsapp.WhatsAppException;
import org.ledplatform.whatsapp.content.Nesting;
import org.ledplatform.whatsapp.crypto.CipherException;
import org.ledplatform.whatsapp.crypto.InvalidKeyException;
import org.ledplatform.whatsapp.crypto.PublicKey;
import org.ledplatform.whatsapp.message.Opened.Result;
import org.ledplatform.whatsapp.node.Node;
import org.ledplatform.whatsapp.proto.GroupKeyDistribution;
import org.ledplatform.whatsapp.proto.Message;
import org.ledplatform.whatsapp.signal.DuplicateMessageException;
import org.ledplatform.whatsapp.signal.SignalAddress;
import org.ledplatform.whatsapp.signal.SignalCipher;
import org.ledplatform.whatsapp.signal.SignalException;
import org.ledplatform.whatsapp.store.StagedStore;
import org.ledplatform.whatsapp.store.StoreChange;

/** Opens the parts of one message stanza, one after another. Made for one stanza. */
final class PartOpener {

  private final SignalCipher cipher;
  private final SenderKeys senderKeys;
  private final Function<PublicKey, List<StoreChange>> vouching;
  private final StagedStore staged;
  private final SignalAddress sender;
  private final Envelope envelope;
  private boolean identityChanged;

  /**
   * @param vouching judges the identity that the sender shows: throws, or says what to remember
   */
  PartOpener(
      SignalCipher cipher,
      SenderKeys senderKeys,
      Function<PublicKey, List<StoreChange>> vouching,
      StagedStore staged,
      SignalAddress sender,
      Envelope envelope) {
    this.cipher = cipher;
    this.senderKeys = senderKeys;
    this.vouching = vouching;
    this.staged = staged;
    this.sender = sender;
    this.envelope = envelope;
  }

  /** Whether the sender showed another identity than before. */
  boolean identityChanged() {
    return identityChanged;
  }

  Result open(List<Node> parts) {
    Optional<WhatsAppException> failure = Optional.empty();
    boolean duplicate = false;
    for (Node part : parts) {
      try {
        Optional<Message> content = open(part);
        if (content.isPresent()) {
          return new Result.Content(content.get());
        }
      } catch (DuplicateMessageException _) {
        duplicate = true;
      } catch (UnvouchedDeviceException e) {
        // Nothing that such a device says is looked at, not even under a key of before.
        return new Result.Failed(e);
      } catch (SignalException
          | CipherException
          | InvalidKeyException
          | MalformedPaddingException
          | MalformedContentException e) {
        failure = failure.or(() -> Optional.of(e));
      }
    }
    if (failure.isPresent()) {
      return new Result.Failed(failure.get());
    }
    return duplicate ? new Result.Duplicate() : new Result.Nothing();
  }

  private Optional<Message> open(Node part) {
    return switch (part.attribute("type").orElse("")) {
      case "pkmsg" -> ofDevice(part, true);
      case "msg" -> ofDevice(part, false);
      case "skmsg" ->
          envelope.inGroup()
              ? Optional.of(parse(senderKeys.decrypt(envelope, part.bytes())))
              : Optional.empty();
      default -> Optional.empty();
    };
  }

  /** What is encrypted for this device alone; empty when it only brings a sender key. */
  private Optional<Message> ofDevice(Node part, boolean preKey) {
    SignalCipher.Decrypted decrypted = cipher.decrypt(sender, preKey, part.bytes());
    Message message = parse(decrypted.plain());
    staged.commit(decrypted.changes());
    // Behind the ratchet's step: both may add to the index of the person's devices.
    decrypted.identity().map(vouching).ifPresent(staged::commit);
    identityChanged |= decrypted.identityChanged();
    if (!message.hasSenderKeyDistributionMessage()) {
      return Optional.of(message);
    }
    accept(message.getSenderKeyDistributionMessage());
    Message rest =
        message.toBuilder().clearSenderKeyDistributionMessage().clearMessageContextInfo().build();
    return rest.getSerializedSize() == 0
        ? Optional.empty()
        : Optional.of(message.toBuilder().clearSenderKeyDistributionMessage().build());
  }

  /** Only for the group that the stanza is of: a key for another one would be no business of it. */
  private void accept(GroupKeyDistribution told) {
    if (envelope.inGroup() && told.getGroupId().equals(envelope.chat().toString())) {
      senderKeys.accept(envelope, told.getAxolotlSenderKeyDistributionMessage().toByteArray());
    }
  }

  private static Message parse(byte[] padded) {
    try {
      return Nesting.fromOutside(Message.parser(), Padding.unpad(padded));
    } catch (InvalidProtocolBufferException e) {
      throw new MalformedContentException("The decrypted bytes are no message", e);
    }
  }
}
