package org.ledplatform.whatsapp.message;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ledplatform.whatsapp.content.MessageTraits;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.node.Node;
import org.ledplatform.whatsapp.proto.DeviceSentMessage;
import org.ledplatform.whatsapp.proto.Message;
import org.ledplatform.whatsapp.signal.SignalCipher;
import org.ledplatform.whatsapp.store.DeviceStore;
import org.ledplatform.whatsapp.store.StoreChange;

/**
 * Encrypts one message for every device that should have it (protocol §8.2). When a method returns,
 * the ratchets' steps are durable and the stanza may leave. Safe for use by many threads.
 */
public final class Fanout {

  private final Self self;
  private final MessageFrame frame;
  private final SignalCipher cipher;
  private final Contacts contacts;
  private final DeviceStore store;
  private final SecureRandom random;

  /**
   * @param signedIdentity goes along whenever a signal session begins, so that the other side can
   *     check whose device we are
   */
  public Fanout(
      Self self,
      byte[] signedIdentity,
      SignalCipher cipher,
      Contacts contacts,
      DeviceStore store,
      SecureRandom random) {
    this.self = self;
    this.frame = new MessageFrame(signedIdentity);
    this.cipher = cipher;
    this.contacts = contacts;
    this.store = store;
    this.random = random;
  }

  /**
   * The stanza for all these devices. Own devices get the message wrapped, so that they show it as
   * sent.
   *
   * @param devices with signal sessions; each person in one addressing
   */
  public Node toAll(OutgoingMessage message, Collection<Jid> devices) {
    Map<Jid, Node> parts = encrypt(message, devices);
    Node stanza = MessageFrame.head(message, message.to()).adding(MessageFrame.participants(parts));
    return MessageFrame.described(frame.vouched(stanza, parts.values()), message);
  }

  /**
   * The stanza for one device that could not read the message the first time, or never got it. For
   * one of our own it names the chat: without that it would be between our devices (protocol §8.4).
   *
   * @param count which attempt this is, as that device counts; 0 when it did not ask
   */
  public Node again(OutgoingMessage message, Jid device, long count) {
    Map<Jid, Node> parts = encrypt(message, List.of(device));
    Node stanza =
        MessageFrame.head(message, device)
            .with("device_fanout", "false")
            .with("recipient", self.isMe(device) ? Optional.of(message.to()) : Optional.empty());
    for (Node enc : parts.values()) {
      stanza = stanza.adding(count == 0 ? enc : enc.with("count", count));
    }
    return MessageFrame.described(frame.vouched(stanza, parts.values()), message);
  }

  /**
   * The stanza that says something to our own phone alone (protocol §6.9).
   *
   * @param phone the address under which there is a signal session with it
   * @param to the address on the wire
   */
  public Node toOwnPhone(String id, Jid phone, Jid to, Message said) {
    Node enc =
        contacts.locking(
            List.of(phone),
            () -> {
              byte[] plain = Padding.pad(said.toByteArray(), random);
              SignalCipher.Encrypted encrypted = cipher.encrypt(contacts.addressOf(phone), plain);
              store.commit(encrypted.changes());
              return part(encrypted, MessageTraits.of(said));
            });
    Node stanza =
        Node.of("message")
            .with("id", id)
            .with("to", to)
            .with("type", "text")
            .with("category", "peer")
            .with("push_priority", "high")
            .adding(enc);
    return frame.vouched(stanza, List.of(enc));
  }

  private Map<Jid, Node> encrypt(OutgoingMessage message, Collection<Jid> devices) {
    Collection<Jid> distinct = contacts.distinct(devices);
    return contacts.locking(
        distinct,
        () -> {
          MessageTraits traits = MessageTraits.of(message.content());
          Map<Jid, Node> parts = new LinkedHashMap<>();
          List<StoreChange> changes = new ArrayList<>();
          for (Jid device : distinct) {
            Message content = self.isMe(device) ? wrapped(message) : message.content();
            byte[] plain = Padding.pad(content.toByteArray(), random);
            SignalCipher.Encrypted encrypted = cipher.encrypt(contacts.addressOf(device), plain);
            changes.addAll(encrypted.changes());
            parts.put(device, part(encrypted, traits));
          }
          store.commit(changes);
          return parts;
        });
  }

  private static Node part(SignalCipher.Encrypted encrypted, MessageTraits traits) {
    return Node.of("enc", encrypted.bytes())
        .with("v", "2")
        .with("type", encrypted.preKey() ? "pkmsg" : "msg")
        .with("mediatype", traits.mediaType())
        .with("decrypt-fail", traits.hideFailure() ? Optional.of("hide") : Optional.empty());
  }

  private static Message wrapped(OutgoingMessage message) {
    Message.Builder wrapped =
        Message.newBuilder()
            .setDeviceSentMessage(
                DeviceSentMessage.newBuilder()
                    .setDestinationJid(message.to().toString())
                    .setMessage(message.content()));
    if (message.content().hasMessageContextInfo()) {
      wrapped.setMessageContextInfo(message.content().getMessageContextInfo());
    }
    return wrapped.build();
  }
}
