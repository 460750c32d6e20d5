package org.ledplatform.sandbox.control;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.ledplatform.sandbox.SandboxNetwork;
import org.ledplatform.sandbox.account.Account;
import org.ledplatform.sandbox.phone.Chat;
import org.ledplatform.sandbox.phone.VirtualPhone;
import org.ledplatform.sandbox.proto.StoredMessage;
import org.ledplatform.whatsapp.content.Content;
import org.ledplatform.whatsapp.content.Context;
import org.ledplatform.whatsapp.content.Edit;
import org.ledplatform.whatsapp.content.Reaction;
import org.ledplatform.whatsapp.content.Revoke;
import org.ledplatform.whatsapp.content.Text;
import org.ledplatform.whatsapp.content.UnsendableContentException;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.jid.MalformedJidException;

/** What people write on their phones and what these show. */
final class Messages {

  private static final int MAX_TEXT = 65_536;

  private final SandboxNetwork network;
  private final PhoneFiles files;

  Messages(SandboxNetwork network, PhoneFiles files) {
    this.network = network;
    this.files = files;
  }

  /** A chat by the address of a person or a group, or by the id of a phone. */
  Chat chat(String tenant, String field, String wish) {
    Optional<Chat> person = person(tenant, wish).map(Chat.Person::new);
    return person
        .or(
            () ->
                address(wish)
                    .flatMap(jid -> network.server().group(tenant, jid))
                    .map(Chat.Room::new))
        .orElseThrow(() -> SandboxProblem.invalid(field, "Nobody can be reached there"));
  }

  /** A person by an address or by the id of a phone. */
  Optional<Account> person(String tenant, String wish) {
    Optional<VirtualPhone> phone = network.phones().find(tenant, wish);
    return phone.isPresent()
        ? phone.flatMap(VirtualPhone::account)
        : address(wish).flatMap(jid -> network.server().find(tenant, jid));
  }

  /** Writes what was asked for; gives its id. */
  String send(VirtualPhone phone, SendRequest request) {
    onlyOne(request);
    Chat chat = chat(phone.tenant(), "to", request.to());
    if (request.reaction().isPresent()) {
      SendRequest.Reaction wish = request.reaction().get();
      StoredMessage target = shown(phone, chat, "reaction.messageId", wish.messageId());
      return send(phone, chat, new Reaction(phone.name(chat, target), wish.emoji()), Context.NONE);
    }
    if (request.edit().isPresent()) {
      SendRequest.Edit wish = request.edit().get();
      StoredMessage target = shown(phone, chat, "edit.messageId", wish.messageId());
      if (!target.getFromMe()) {
        throw SandboxProblem.invalid("edit.messageId", "Somebody else wrote this message");
      }
      Text text = text("edit.text", Optional.of(wish.text()));
      return send(phone, chat, new Edit(phone.name(chat, target), text), Context.NONE);
    }
    if (request.delete().isPresent()) {
      return delete(phone, chat, request.delete().get());
    }
    Context context = context(phone, chat, request);
    requireInside(phone, chat);
    Content content =
        request.media().isPresent()
            ? files.upload(phone.tenant(), request.media().get())
            : text("text", request.text());
    return send(phone, chat, content, context);
  }

  /** Writes anything; gives its id. */
  String send(VirtualPhone phone, Chat chat, Content content, Context context) {
    requireInside(phone, chat);
    try {
      return phone.send(chat, content, context);
    } catch (UnsendableContentException e) {
      SandboxProblem problem = SandboxProblem.invalid("text", String.valueOf(e.getMessage()));
      problem.initCause(e);
      throw problem;
    }
  }

  private static void requireInside(VirtualPhone phone, Chat chat) {
    boolean outside =
        chat instanceof Chat.Room(var group) && phone.account().filter(group::has).isEmpty();
    if (outside) {
      throw SandboxProblem.invalid("to", "This person is not in the group");
    }
  }

  /** Votes; gives the id of the vote. */
  String vote(VirtualPhone phone, Chat chat, String messageId, List<String> options) {
    StoredMessage poll = shown(phone, chat, "messageId", messageId);
    return phone
        .vote(chat, poll, options)
        .map(vote -> send(phone, chat, vote, Context.NONE))
        .orElseThrow(() -> SandboxProblem.invalid("options", "No such poll has these options"));
  }

  /** Listens to a voice note of somebody else. */
  void play(VirtualPhone phone, String messageId) {
    StoredMessage voice =
        phone.shown().stream()
            .filter(m -> m.getId().equals(messageId) && !m.getFromMe() && !m.getDeleted())
            .filter(m -> m.getKind().equals("voice"))
            .findFirst()
            .orElseThrow(
                () ->
                    SandboxProblem.invalid(
                        "messageId", "The phone shows no such voice note of somebody else"));
    Chat chat =
        place(phone, voice.getChat())
            .orElseThrow(
                () -> SandboxProblem.invalid("messageId", "Its author cannot be reached any more"));
    phone.play(chat, voice);
  }

  private Optional<Chat> place(VirtualPhone phone, String name) {
    return name.contains("@")
        ? network.server().group(phone.tenant(), Jid.parse(name)).map(Chat.Room::new)
        : network.server().account(name).map(Chat.Person::new);
  }

  /** What the phone shows, of one chat or of all, oldest first. */
  List<ShownMessage> shown(VirtualPhone phone, Optional<Chat> chat, Optional<Instant> since) {
    return phone.shown().stream()
        .filter(m -> chat.isEmpty() || chat.get().name().equals(m.getChat()))
        .filter(m -> since.isEmpty() || m.getTimestampMillis() >= since.get().toEpochMilli())
        .map(new ShownMessages(network.server()::account)::of)
        .toList();
  }

  private String delete(VirtualPhone phone, Chat chat, String messageId) {
    StoredMessage target = shown(phone, chat, "delete", messageId);
    boolean admin =
        chat instanceof Chat.Room(var group) && phone.account().filter(group::admin).isPresent();
    if (!target.getFromMe() && !admin) {
      throw SandboxProblem.invalid("delete", "Only its author or an admin takes it away");
    }
    Revoke revoke = new Revoke(phone.name(chat, target), !target.getFromMe());
    return send(phone, chat, revoke, Context.NONE);
  }

  private Context context(VirtualPhone phone, Chat chat, SendRequest request) {
    Context context = Context.NONE;
    if (!request.mentions().isEmpty()) {
      context =
          context.mentioning(
              request.mentions().stream().map(wish -> mention(phone, chat, wish)).toList());
    }
    if (request.quotedMessageId().isPresent()) {
      StoredMessage quoted = shown(phone, chat, "quotedMessageId", request.quotedMessageId().get());
      context = phone.quote(chat, quoted).map(context::with).orElse(context);
    }
    return context;
  }

  private Jid mention(VirtualPhone phone, Chat chat, String wish) {
    return person(phone.tenant(), wish)
        .map(chat::address)
        .orElseThrow(() -> SandboxProblem.invalid("mentions", "There is no such person"));
  }

  private static Text text(String field, Optional<String> text) {
    return text.filter(t -> !t.isEmpty() && t.length() <= MAX_TEXT)
        .map(Text::new)
        .orElseThrow(
            () ->
                SandboxProblem.invalid(
                    field, "A message needs a text of 1 to " + MAX_TEXT + " characters"));
  }

  private static void onlyOne(SendRequest request) {
    if (request.text().isPresent() && request.media().isPresent()) {
      throw SandboxProblem.invalid("text", "What goes with a file is its caption");
    }
    boolean said = request.text().isPresent() || request.media().isPresent();
    said = another("reaction", said, request.reaction().isPresent());
    said = another("edit", said, request.edit().isPresent());
    another("delete", said, request.delete().isPresent());
  }

  private static boolean another(String field, boolean before, boolean present) {
    if (before && present) {
      throw SandboxProblem.invalid(field, "One message says one thing");
    }
    return before || present;
  }

  private static StoredMessage shown(VirtualPhone phone, Chat chat, String field, String id) {
    return phone.written().stream()
        .filter(m -> m.getId().equals(id) && m.getChat().equals(chat.name()))
        .findFirst()
        .orElseThrow(
            () -> SandboxProblem.invalid(field, "The phone shows no such message in this chat"));
  }

  private static Optional<Jid> address(String text) {
    try {
      return Optional.of(Jid.parse(text).withoutDevice());
    } catch (MalformedJidException _) {
      return Optional.empty();
    }
  }
}
