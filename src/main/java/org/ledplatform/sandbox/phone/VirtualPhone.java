package org.ledplatform.sandbox.phone;

import com.google.protobuf.ByteString;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.ledplatform.sandbox.account.Account;
import org.ledplatform.sandbox.delivery.Outlet;
import org.ledplatform.sandbox.proto.StoredMessage;
import org.ledplatform.sandbox.proto.StoredPhone;
import org.ledplatform.sandbox.proto.StoredQuote;
import org.ledplatform.sandbox.server.IdentitySigner;
import org.ledplatform.sandbox.server.Linking;
import org.ledplatform.sandbox.server.PhoneLine;
import org.ledplatform.sandbox.server.SandboxServer;
import org.ledplatform.sandbox.storage.SandboxStorage;
import org.ledplatform.whatsapp.appstate.Actions;
import org.ledplatform.whatsapp.crypto.KeyPair;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.jid.Server;
import org.ledplatform.whatsapp.node.Node;
import org.ledplatform.whatsapp.pairing.AdvIdentity;
import org.ledplatform.whatsapp.pairing.LinkCode;
import org.ledplatform.whatsapp.pairing.QrText;
import org.ledplatform.whatsapp.proto.ContextInfo;
import org.ledplatform.whatsapp.proto.ExtendedTextMessage;
import org.ledplatform.whatsapp.proto.Message;

/**
 * A person's phone. What the server sends arrives on a borrowed thread, what a person does on the
 * caller's; one lock keeps them apart. Lock order: phone, then the network's turn, never back.
 */
public final class VirtualPhone {

  private static final System.Logger LOG = System.getLogger(VirtualPhone.class.getName());

  private final ReentrantLock lock = new ReentrantLock();
  private final String id;
  private final PhoneParts parts;
  private final PhoneWatcher watcher;
  private final IncomingMessages messages;
  private final IncomingReceipts receipts;
  private final IncomingNotices notices;
  private boolean off;

  /** Connects the phone; what waited for it arrives from now on. */
  VirtualPhone(
      String id,
      StoredPhone about,
      SandboxServer server,
      SandboxStorage storage,
      PhoneStore store,
      PhoneKeys keys,
      Clock clock,
      SecureRandom random,
      PhoneWatcher watcher) {
    this.id = id;
    this.watcher = watcher;
    MessageIds ids = new MessageIds(random);
    lock.lock();
    try {
      PhoneLine line = server.attach(about.getPhone(), new Ear());
      PhoneCipher cipher = new PhoneCipher(store, keys, line, ids, random, clock);
      PhoneLetters letters = new PhoneLetters(about.getPhone(), server, line, cipher);
      PhoneScreen screen = new PhoneScreen(storage, id);
      this.parts =
          new PhoneParts(
              about, server, storage, store, keys, screen, line, cipher, letters, ids, clock,
              random);
      this.messages = new IncomingMessages(parts);
      this.receipts = new IncomingReceipts(parts);
      this.notices = new IncomingNotices(parts);
    } finally {
      lock.unlock();
    }
  }

  /** Names the phone. */
  public String id() {
    return id;
  }

  /** To whom the phone belongs. */
  public String tenant() {
    return parts.about().getTenant();
  }

  /** The person's name, as it was given. */
  public String name() {
    return parts.about().getName();
  }

  /** The digits of the phone number. */
  public String phone() {
    return parts.about().getPhone();
  }

  /** What is stored of the phone beside its keys. */
  StoredPhone about() {
    return parts.about();
  }

  /** Where it stands in the list. */
  long number() {
    return parts.about().getNumber();
  }

  /** The phone's account; none when the phone was removed. */
  public Optional<Account> account() {
    return parts.server().account(phone());
  }

  /** Everything the phone shows, oldest first. */
  public List<StoredMessage> shown() {
    return parts.screen().all();
  }

  /** Switches the phone off for good: it neither hears nor does anything from now on. */
  void switchOff() {
    lock.lock();
    try {
      off = true;
    } finally {
      lock.unlock();
    }
  }

  /**
   * The person points the phone at a QR.
   *
   * @throws PhoneOffException when the phone was removed
   */
  public Linking scan(QrText qr) {
    lock.lock();
    try {
      requireOn();
      return linking(qr);
    } finally {
      lock.unlock();
    }
  }

  private Linking linking(QrText qr) {
    return parts.server().scan(phone(), qr, signer(qr.advSecret()));
  }

  /**
   * The person types the code that a client shows. Waits until the client has answered, ten seconds
   * at most; the phone goes on hearing meanwhile.
   *
   * @throws PhoneOffException when the phone was removed
   */
  public Linking enterCode(LinkCode code) {
    KeyPair identity;
    lock.lock();
    try {
      requireOn();
      identity = parts.keys().identity().identityKey();
    } finally {
      lock.unlock();
    }
    return new LinkCodes(parts.server(), parts.random())
        .enter(phone(), identity, code, this::signer);
  }

  /**
   * The person sets something that companions should know.
   *
   * @throws PhoneOffException when the phone was removed
   */
  public void set(Actions.Wish wish) {
    lock.lock();
    try {
      requireOn();
      new PhoneSettings(parts).set(wish);
    } finally {
      lock.unlock();
    }
  }

  private IdentitySigner signer(byte[] advSecret) {
    return (companion, keyIndex) ->
        AdvIdentity.container(
            parts.keys().identity().identityKey(),
            companion,
            advSecret,
            parts.about().getRawId(),
            keyIndex,
            parts.clock().instant(),
            parts.random());
  }

  /**
   * The person writes a text.
   *
   * @param quoted a message that this phone shows
   * @return the id of the message
   * @throws PhoneOffException when the phone was removed
   */
  public String write(Account peer, String text, Optional<StoredMessage> quoted) {
    String messageId = writeAndSend(peer, text, quoted);
    watcher.shown(tenant(), id);
    return messageId;
  }

  private String writeAndSend(Account peer, String text, Optional<StoredMessage> quoted) {
    lock.lock();
    try {
      requireOn();
      String messageId = parts.ids().next();
      Message content = content(text, quoted);
      StoredMessage.Builder shown =
          StoredMessage.newBuilder()
              .setId(messageId)
              .setChat(peer.phone())
              .setFrom(phone())
              .setFromMe(true)
              .setTimestampMillis(parts.clock().millis())
              .setStatus(StoredMessage.Status.SENT)
              .setText(text)
              .setContent(ByteString.copyFrom(content.toByteArray()));
      quoted.ifPresent(
          q ->
              shown.setQuote(
                  StoredQuote.newBuilder()
                      .setMessageId(q.getId())
                      .setFrom(q.getFrom())
                      .setText(q.getText())));
      parts.storage().commit(parts.screen().show(shown.build()));
      parts.letters().send(peer, messageId, content);
      return messageId;
    } finally {
      lock.unlock();
    }
  }

  private static Message content(String text, Optional<StoredMessage> quoted) {
    if (quoted.isEmpty()) {
      return Message.newBuilder().setConversation(text).build();
    }
    StoredMessage q = quoted.get();
    return Message.newBuilder()
        .setExtendedTextMessage(
            ExtendedTextMessage.newBuilder()
                .setText(text)
                .setContextInfo(
                    ContextInfo.newBuilder()
                        .setStanzaId(q.getId())
                        .setParticipant(Jid.of(q.getFrom(), Server.PHONE).toString())
                        .setQuotedMessage(Message.newBuilder().setConversation(q.getText()))))
        .build();
  }

  private void requireOn() {
    if (off) {
      throw new PhoneOffException();
    }
  }

  private void hear(Node stanza) {
    switch (stanza.tag()) {
      case "message" -> messages.handle(stanza);
      case "receipt" -> receipts.handle(stanza);
      case "notification" -> notices.handle(stanza);
      // Acknowledgements, presences and the like change nothing on a screen.
      default -> {}
    }
  }

  /** Hears the server. A stanza that the phone cannot deal with must not stop those behind it. */
  private final class Ear implements Outlet.Sink {

    @Override
    public void stanza(Node stanza) {
      if (changesTheScreen(stanza)) {
        watcher.shown(tenant(), id);
      }
    }

    private boolean changesTheScreen(Node stanza) {
      lock.lock();
      try {
        if (off) {
          return false;
        }
        long before = parts.screen().changes();
        hear(stanza);
        return parts.screen().changes() != before;
      } catch (RuntimeException e) {
        LOG.log(System.Logger.Level.WARNING, "A virtual phone failed on a " + stanza, e);
        return false;
      } finally {
        lock.unlock();
      }
    }

    @Override
    public void end(String reason) {
      // Phones end when they are removed; nothing is left to do.
    }
  }
}
