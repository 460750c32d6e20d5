package org.ledplatform.sandbox.phone;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.ledplatform.sandbox.account.Account;
import org.ledplatform.sandbox.delivery.Outlet;
import org.ledplatform.sandbox.proto.StoredMessage;
import org.ledplatform.sandbox.proto.StoredPhone;
import org.ledplatform.sandbox.server.Linking;
import org.ledplatform.sandbox.server.PhoneLine;
import org.ledplatform.sandbox.server.SandboxServer;
import org.ledplatform.sandbox.storage.SandboxStorage;
import org.ledplatform.whatsapp.appstate.Actions;
import org.ledplatform.whatsapp.content.Content;
import org.ledplatform.whatsapp.content.Context;
import org.ledplatform.whatsapp.content.EncryptedPollVote;
import org.ledplatform.whatsapp.content.MessageName;
import org.ledplatform.whatsapp.content.Quote;
import org.ledplatform.whatsapp.crypto.KeyPair;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.node.Node;
import org.ledplatform.whatsapp.pairing.LinkCode;
import org.ledplatform.whatsapp.pairing.QrText;

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
  private final Writing writing;
  private final Linker linker;
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
    lock.lock();
    try {
      PhoneLine line = server.attach(about.getPhone(), new Ear());
      this.parts =
          PhoneParts.of(
              about,
              server,
              storage,
              store,
              keys,
              new PhoneScreen(storage, id),
              line,
              clock,
              random);
      this.writing = new Writing(parts);
      this.linker = new Linker(parts);
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

  /** Names the account. */
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

  /** The messages among them that somebody wrote: the only ones that can be answered or changed. */
  public List<StoredMessage> written() {
    return shown().stream().filter(Shown::written).toList();
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
    return use(() -> linker.scan(qr));
  }

  /**
   * The person types the code that a client shows. Waits until the client has answered, ten seconds
   * at most; the phone goes on hearing meanwhile.
   *
   * @throws PhoneOffException when the phone was removed
   */
  public Linking enterCode(LinkCode code) {
    KeyPair identity = use(() -> parts.keys().identity().identityKey());
    return linker.enter(identity, code);
  }

  /** Tells the companions which LID people have who were known like this before. */
  void tellLids(List<Account> before) {
    use(
        () -> {
          LidMappings.tell(parts, before);
          return true;
        });
  }

  /**
   * The person sets something that companions should know.
   *
   * @throws PhoneOffException when the phone was removed
   */
  public void set(Actions.Wish wish) {
    act(() -> new PhoneSettings(parts).set(wish));
  }

  /**
   * The person writes something, of whatever kind: a text, a poll, a reaction to another message.
   *
   * @return the id of the message
   * @throws PhoneOffException when the phone was removed
   * @throws org.ledplatform.whatsapp.content.UnsendableContentException when nobody could read it
   */
  public String send(Chat chat, Content content, Context context) {
    String messageId = use(() -> writing.send(chat, content, context));
    watcher.shown(tenant(), id);
    return messageId;
  }

  /** A message that this phone shows, as it names it to others. */
  public MessageName name(Chat chat, StoredMessage shown) {
    return use(() -> writing.name(chat, shown));
  }

  /** What an answer to a shown message quotes; empty when its author is gone. */
  public Optional<Quote> quote(Chat chat, StoredMessage shown) {
    return use(() -> writing.quote(chat, shown));
  }

  /**
   * A vote in a shown poll, sealed; none of the options takes an earlier vote back.
   *
   * @return empty when the message is no poll, or has no such options
   */
  public Optional<EncryptedPollVote> vote(Chat chat, StoredMessage shown, List<String> options) {
    return use(() -> writing.vote(chat, shown, options));
  }

  /** The person reads everything in a chat; its authors hear of it. */
  public void read(Chat chat) {
    act(() -> parts.ticks().read(chat));
    watcher.shown(tenant(), id);
  }

  /** The person listens to a voice note that the phone shows; its author hears of it. */
  public void play(Chat chat, StoredMessage voice) {
    act(() -> parts.ticks().play(chat, voice));
    watcher.shown(tenant(), id);
  }

  /** Whether what comes in stays unread before somebody says otherwise. */
  public boolean readsOnDemand() {
    return parts.about().getReadsOnDemand();
  }

  /** The person begins or stops typing. */
  public void type(Chat chat, boolean begins) {
    Node typing =
        Node.of("chatstate", Node.of(begins ? "composing" : "paused")).with("to", chat.jid());
    act(() -> parts.line().send(typing));
  }

  /** Asks the network, as this person: the whole reply. For groups, pictures and the like. */
  public Node ask(Jid to, String namespace, String type, Node child) {
    return use(
        () ->
            parts
                .line()
                .ask(
                    Node.of("iq", child)
                        .with("id", parts.ids().next())
                        .with("to", to)
                        .with("type", type)
                        .with("xmlns", namespace)));
  }

  private void act(Runnable action) {
    use(
        () -> {
          action.run();
          return true;
        });
  }

  private <T> T use(Supplier<T> action) {
    lock.lock();
    try {
      requireOn();
      return action.get();
    } finally {
      lock.unlock();
    }
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
