package org.ledplatform.sandbox.control;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.ledplatform.sandbox.SandboxNetwork;
import org.ledplatform.sandbox.account.Account;
import org.ledplatform.sandbox.phone.PhoneOffException;
import org.ledplatform.sandbox.phone.VirtualPhone;
import org.ledplatform.sandbox.phone.VirtualPhones;
import org.ledplatform.sandbox.proto.StoredMessage;
import org.ledplatform.sandbox.proto.StoredQuote;
import org.ledplatform.sandbox.server.Linking;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.jid.MalformedJidException;
import org.ledplatform.whatsapp.jid.Server;
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
  private static final int MAX_TEXT = 65_536;

  private final SandboxNetwork network;
  private final FaultControl faults;
  private final ScenarioControl scenarios;

  public SandboxControl(SandboxNetwork network) {
    this.network = network;
    this.faults = new FaultControl(network);
    this.scenarios = new ScenarioControl(this, network);
  }

  /** What virtual people do by themselves. */
  public ScenarioControl scenarios() {
    return scenarios;
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
    Optional<String> number = wish.phoneNumber().map(SandboxControl::digits);
    VirtualPhones phones = network.phones();
    // Two requests at once must not both take the last place.
    synchronized (phones) {
      if (phones.of(tenant).size() >= MAX_PHONES) {
        throw SandboxProblem.conflict("There are " + MAX_PHONES + " phones already; remove one");
      }
      return phones
          .add(tenant, name, number)
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

  /** Writes a message on the phone. */
  public SentMessage send(String tenant, String phoneId, SendRequest request) {
    VirtualPhone phone = find(tenant, phoneId);
    refuseWhatCannotBeSent(request);
    String text =
        request
            .text()
            .filter(t -> !t.isEmpty() && t.length() <= MAX_TEXT)
            .orElseThrow(
                () ->
                    SandboxProblem.invalid(
                        "text", "A message needs a text of 1 to " + MAX_TEXT + " characters"));
    Account peer =
        person(tenant, request.to())
            .orElseThrow(() -> SandboxProblem.invalid("to", "Nobody can be reached there"));
    Optional<StoredMessage> quoted = request.quotedMessageId().map(id -> shown(phone, peer, id));
    return new SentMessage(on(() -> phone.write(peer, text, quoted)));
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
    Optional<String> peer =
        chat.map(
            wish ->
                person(tenant, wish)
                    .orElseThrow(() -> SandboxProblem.invalid("chat", "There is no such person"))
                    .phone());
    return phone.shown().stream()
        .filter(m -> peer.isEmpty() || peer.get().equals(m.getChat()))
        .filter(m -> since.isEmpty() || m.getTimestampMillis() >= since.get().toEpochMilli())
        .map(SandboxControl::message)
        .toList();
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

  private Optional<Account> person(String tenant, String jidOrPhoneId) {
    Optional<VirtualPhone> phone = network.phones().find(tenant, jidOrPhoneId);
    if (phone.isPresent()) {
      return phone.flatMap(VirtualPhone::account);
    }
    try {
      return network.server().find(tenant, Jid.parse(jidOrPhoneId).withoutDevice());
    } catch (MalformedJidException _) {
      return Optional.empty();
    }
  }

  private static StoredMessage shown(VirtualPhone phone, Account peer, String id) {
    return phone.shown().stream()
        .filter(m -> m.getId().equals(id) && m.getChat().equals(peer.phone()))
        .findFirst()
        .orElseThrow(
            () ->
                SandboxProblem.invalid(
                    "quotedMessageId", "The phone shows no such message in this chat"));
  }

  private static void refuseWhatCannotBeSent(SendRequest request) {
    refuse("media", request.media().isPresent());
    refuse("mentions", !request.mentions().isEmpty());
    refuse("reaction", request.reaction().isPresent());
    refuse("edit", request.edit().isPresent());
    refuse("delete", request.delete().isPresent());
  }

  private static void refuse(String field, boolean present) {
    if (present) {
      throw SandboxProblem.invalid(field, "Virtual phones send text only");
    }
  }

  private static String digits(String phoneNumber) {
    String bare = phoneNumber.strip().replaceAll("[ ()./-]", "");
    String digits = bare.startsWith("+") ? bare.substring(1) : bare;
    if (!digits.matches("[1-9][0-9]{6,14}")) {
      throw SandboxProblem.invalid(
          "phoneNumber", "A phone number has 7 to 15 digits and does not begin with 0");
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
                    "+" + account.phone(),
                    account.phoneJid().toString(),
                    account.lidJid().toString()));
  }

  private static ShownMessage message(StoredMessage m) {
    return new ShownMessage(
        m.getId(),
        jid(m.getChat()),
        jid(m.getFrom()),
        m.getFromMe(),
        m.getText(),
        m.hasQuote() ? Optional.of(quoted(m.getQuote())) : Optional.empty(),
        m.getReactionsList().stream()
            .map(r -> new ShownMessage.Reaction(jid(r.getFrom()), r.getEmoji()))
            .toList(),
        m.getEdited(),
        m.getDeleted(),
        Instant.ofEpochMilli(m.getTimestampMillis()),
        switch (m.getStatus()) {
          case SENT -> ShownMessage.Status.SENT;
          case DELIVERED -> ShownMessage.Status.DELIVERED;
          case READ -> ShownMessage.Status.READ;
        });
  }

  private static ShownMessage.Quoted quoted(StoredQuote quote) {
    String from = quote.getFrom();
    return new ShownMessage.Quoted(
        quote.getMessageId(), from.contains("@") ? from : jid(from), quote.getText());
  }

  private static String jid(String phone) {
    return Jid.of(phone, Server.PHONE).toString();
  }
}
