package org.ledplatform.sandbox.control;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.ledplatform.sandbox.SandboxNetwork;
import org.ledplatform.sandbox.phone.Chat;
import org.ledplatform.sandbox.phone.PhoneOffException;
import org.ledplatform.sandbox.phone.VirtualPhone;
import org.ledplatform.sandbox.phone.VirtualPhones;
import org.ledplatform.sandbox.server.Linking;
import org.ledplatform.whatsapp.content.Content;
import org.ledplatform.whatsapp.content.Context;
import org.ledplatform.whatsapp.media.Thumbnailer;
import org.ledplatform.whatsapp.pairing.LinkCode;
import org.ledplatform.whatsapp.pairing.PairingException;
import org.ledplatform.whatsapp.pairing.QrText;

/**
 * What the paths under {@code /api/sandbox} do, in records. Every call names the tenant; a tenant
 * sees and reaches only its own phones. Safe for use by many threads.
 *
 * <p>Every method throws {@link SandboxProblem} when it refuses.
 */
public final class SandboxControl {

  /** How many phones a tenant may have. */
  public static final int MAX_PHONES = 50;

  private static final int MAX_NAME = 64;

  private final SandboxNetwork network;
  private final PhoneFiles files;
  private final Messages messages;
  private final GroupControl groups;
  private final FaultControl faults;
  private final ScenarioControl scenarios;

  /** People whose pictures have no small pictures. */
  public SandboxControl(SandboxNetwork network) {
    this(network, Thumbnailer.NONE);
  }

  /**
   * @param thumbnailer makes the small pictures of the pictures that people send
   */
  public SandboxControl(SandboxNetwork network, Thumbnailer thumbnailer) {
    this.network = network;
    this.files = new PhoneFiles(network, thumbnailer);
    this.messages = new Messages(network, files);
    this.groups = new GroupControl(network, messages);
    this.faults = new FaultControl(network);
    this.scenarios = new ScenarioControl(this, network);
  }

  /** What virtual people do by themselves. */
  public ScenarioControl scenarios() {
    return scenarios;
  }

  /** Groups, and what people do about them. */
  public GroupControl groups() {
    return groups;
  }

  /** What can be made to go wrong. */
  public FaultControl faults() {
    return faults;
  }

  /** The tenant's phones, oldest first. */
  public List<Phone> phones(String tenant) {
    return network.phones().of(tenant).stream().flatMap(phone -> phone(phone).stream()).toList();
  }

  /** Adds a virtual person with a phone. */
  public Phone addPhone(String tenant, NewPhone wish) {
    String name = wish.name().strip();
    if (name.isEmpty() || name.length() > MAX_NAME) {
      throw SandboxProblem.invalid("name", "A name has 1 to " + MAX_NAME + " characters");
    }
    Optional<String> number = wish.phoneNumber().map(wished -> digits("phoneNumber", wished));
    VirtualPhones phones = network.phones();
    // Two requests at once must not both take the last place.
    synchronized (phones) {
      if (phones.of(tenant).size() >= MAX_PHONES) {
        throw SandboxProblem.conflict("There are " + MAX_PHONES + " phones already; remove one");
      }
      return phones
          .add(tenant, name, number, wish.reads() == Reads.ON_DEMAND)
          .flatMap(SandboxControl::phone)
          .orElseThrow(() -> SandboxProblem.conflict("That phone number is taken"));
    }
  }

  /** Removes the phone, its account, its linked devices and what it shows. */
  public void removePhone(String tenant, String phoneId) {
    network.phones().remove(find(tenant, phoneId));
  }

  /** This person's phone scans that QR: the client that shows it becomes a linked device. */
  public void scan(String tenant, String phoneId, String qr) {
    VirtualPhone phone = find(tenant, phoneId);
    QrText text;
    try {
      text = QrText.parse(qr);
    } catch (PairingException e) {
      throw SandboxProblem.invalid("qr", "This is not a pairing QR: " + e.getMessage());
    }
    requireLinked(on(() -> phone.scan(text)), "qr");
  }

  /**
   * This person types the code that a client shows: it becomes a linked device. Waits for the
   * client, ten seconds at most.
   */
  public void enterCode(String tenant, String phoneId, String typed) {
    VirtualPhone phone = find(tenant, phoneId);
    LinkCode code;
    try {
      code = LinkCode.parse(typed);
    } catch (PairingException e) {
      throw SandboxProblem.invalid("code", String.valueOf(e.getMessage()));
    }
    requireLinked(on(() -> phone.enterCode(code)), "code");
  }

  private static void requireLinked(Linking outcome, String field) {
    switch (outcome) {
      case OFFERED -> {}
      case NOT_ON_OFFER ->
          throw SandboxProblem.invalid(
              field,
              field.equals("qr")
                  ? "No client shows this QR, or no longer"
                  : "No client asked this phone for a code, or no longer");
      case WRONG_KEYS ->
          throw SandboxProblem.invalid(field, "The keys in the QR are not those of its client");
      case TOO_MANY_DEVICES ->
          throw SandboxProblem.conflict("This phone has as many linked devices as it may");
      case WRONG_CODE -> throw SandboxProblem.invalid(field, "The client shows another code");
      case PASSKEY_ONLY ->
          throw SandboxProblem.conflict("This account can be linked with a passkey only");
      case NO_ANSWER -> throw SandboxProblem.conflict("The client did not answer in time");
    }
  }

  /** Writes a message on the phone, or changes one. */
  public SentMessage send(String tenant, String phoneId, SendRequest request) {
    VirtualPhone phone = find(tenant, phoneId);
    return new SentMessage(on(() -> messages.send(phone, request)));
  }

  /**
   * Writes anything that the protocol has words for: polls, places, cards and what else {@link
   * SendRequest} has no field for.
   *
   * @param to an address or the id of a phone
   */
  public SentMessage send(
      String tenant, String phoneId, String to, Content content, Context context) {
    VirtualPhone phone = find(tenant, phoneId);
    Chat chat = messages.chat(tenant, "to", to);
    return new SentMessage(on(() -> messages.send(phone, chat, content, context)));
  }

  /**
   * Votes in a poll that the phone shows.
   *
   * @param options by name; none takes an earlier vote back
   */
  public SentMessage vote(
      String tenant, String phoneId, String chat, String messageId, List<String> options) {
    VirtualPhone phone = find(tenant, phoneId);
    Chat where = messages.chat(tenant, "chat", chat);
    return new SentMessage(on(() -> messages.vote(phone, where, messageId, options)));
  }

  /**
   * This person reads everything in a chat: its authors get their blue ticks.
   *
   * @param chat an address or the id of a phone
   */
  public void read(String tenant, String phoneId, String chat) {
    VirtualPhone phone = find(tenant, phoneId);
    Chat where = messages.chat(tenant, "chat", chat);
    on(
        () -> {
          phone.read(where);
          return true;
        });
  }

  /** This person listens to a voice note that the phone shows: its author hears of it. */
  public void play(String tenant, String phoneId, String messageId) {
    VirtualPhone phone = find(tenant, phoneId);
    on(
        () -> {
          messages.play(phone, messageId);
          return true;
        });
  }

  /**
   * What the phone shows, oldest first.
   *
   * @param chat only this chat: an address or the id of a phone
   * @param since only messages of this instant and later
   */
  public List<ShownMessage> messages(
      String tenant, String phoneId, Optional<String> chat, Optional<Instant> since) {
    VirtualPhone phone = find(tenant, phoneId);
    return messages.shown(phone, chat.map(wish -> messages.chat(tenant, "chat", wish)), since);
  }

  /** Opens the file of a message that the phone shows; up to 64 MiB. */
  public OpenedFile file(String tenant, String phoneId, String messageId) {
    return files.open(find(tenant, phoneId), messageId);
  }

  private VirtualPhone find(String tenant, String phoneId) {
    return network.phones().find(tenant, phoneId).orElseThrow(SandboxControl::noPhone);
  }

  /** Somebody may remove the phone while somebody else uses it. */
  private static <T> T on(Supplier<T> use) {
    try {
      return use.get();
    } catch (PhoneOffException _) {
      throw noPhone();
    }
  }

  private static SandboxProblem noPhone() {
    return SandboxProblem.notFound("There is no such phone");
  }

  /**
   * The digits of a phone number that somebody wrote, with or without plus and blanks.
   *
   * @throws SandboxProblem on {@code field} when it cannot be one
   */
  static String digits(String field, String phoneNumber) {
    String bare = phoneNumber.strip().replaceAll("[ ()./-]", "");
    String digits = bare.startsWith("+") ? bare.substring(1) : bare;
    if (!digits.matches("[1-9][0-9]{6,14}")) {
      throw SandboxProblem.invalid(
          field, "A phone number has 7 to 15 digits and does not begin with 0");
    }
    return digits;
  }

  private static Optional<Phone> phone(VirtualPhone phone) {
    return phone
        .account()
        .map(
            account ->
                new Phone(
                    phone.id(),
                    phone.name(),
                    "+" + account.number(),
                    account.phoneJid().toString(),
                    account.lidJid().toString(),
                    (phone.readsOnDemand() ? Reads.ON_DEMAND : Reads.AT_ONCE).word()));
  }
}
