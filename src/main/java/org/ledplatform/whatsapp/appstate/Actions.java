package org.ledplatform.whatsapp.appstate;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.jid.MalformedJidException;
import org.ledplatform.whatsapp.message.LidMap;
import org.ledplatform.whatsapp.proto.ArchiveChatAction;
import org.ledplatform.whatsapp.proto.ContactAction;
import org.ledplatform.whatsapp.proto.MarkChatAsReadAction;
import org.ledplatform.whatsapp.proto.MuteAction;
import org.ledplatform.whatsapp.proto.PushNameSetting;
import org.ledplatform.whatsapp.proto.SyncActionValue;

/** What changes of the app state mean, and those that we make. Stateless. */
public final class Actions {

  private static final String MUTE = "mute";
  private static final String ARCHIVE = "archive";
  private static final String MARK = "markChatAsRead";
  private static final String PUSH_NAME = "setting_pushName";

  private Actions() {}

  /** A change of ours, and the collection that it belongs to. */
  public record Wish(AppStateCollection collection, Mutation mutation) {}

  /** What a change means to us; nothing for kinds that we do not follow, such as stars. */
  public static List<AppStateEvent> read(Mutation mutation) {
    if (mutation.index().isEmpty()) {
      return List.of();
    }
    SyncActionValue value = mutation.value();
    boolean set = mutation.set();
    String kind = mutation.index().getFirst();
    if (kind.equals(PUSH_NAME)) {
      return set
          ? List.of(new AppStateEvent.PushNameSet(value.getPushNameSetting().getName()))
          : List.of();
    }
    return chat(mutation).stream().flatMap(chat -> about(kind, chat, set, value)).toList();
  }

  private static Stream<AppStateEvent> about(
      String kind, Jid chat, boolean set, SyncActionValue value) {
    return switch (kind) {
      case "contact" -> contact(chat, set, value.getContactAction());
      case "lid_contact" ->
          Stream.of(
              new AppStateEvent.ContactNamed(
                  chat,
                  value.getLidContactAction().getFullName(),
                  value.getLidContactAction().getFirstName()));
      case MUTE -> Stream.of(mute(chat, set, value.getMuteAction()));
      case ARCHIVE ->
          Stream.of(
              new AppStateEvent.ChatArchived(
                  chat, set && value.getArchiveChatAction().getArchived()));
      case "pin_v1" ->
          Stream.of(new AppStateEvent.ChatPinned(chat, set && value.getPinAction().getPinned()));
      case MARK ->
          Stream.of(
              new AppStateEvent.ChatMarked(chat, set && value.getMarkChatAsReadAction().getRead()));
      case "pnForLidChat" ->
          set ? pair(chat, value.getPnForLidChatAction().getPnJid()) : Stream.empty();
      default -> Stream.empty();
    };
  }

  private static Stream<AppStateEvent> contact(Jid contact, boolean set, ContactAction action) {
    AppStateEvent named =
        new AppStateEvent.ContactNamed(
            contact, set ? action.getFullName() : "", set ? action.getFirstName() : "");
    return Stream.concat(Stream.of(named), pair(contact, action.getLidJid()));
  }

  private static AppStateEvent mute(Jid chat, boolean set, MuteAction action) {
    boolean muted = set && action.getMuted();
    long end = action.getMuteEndTimestamp();
    return new AppStateEvent.ChatMuted(
        chat, muted, muted && end > 0 ? Optional.of(Instant.ofEpochMilli(end)) : Optional.empty());
  }

  private static Stream<AppStateEvent> pair(Jid one, String other) {
    return parse(other).flatMap(jid -> LidMap.Pair.of(one, jid)).stream()
        .map(AppStateEvent.AddressTold::new);
  }

  private static Optional<Jid> chat(Mutation mutation) {
    return mutation.index().size() < 2 ? Optional.empty() : parse(mutation.index().get(1));
  }

  private static Optional<Jid> parse(String text) {
    try {
      return text.isEmpty() ? Optional.empty() : Optional.of(Jid.parse(text));
    } catch (MalformedJidException _) {
      return Optional.empty();
    }
  }

  /**
   * Mutes a chat or makes it loud.
   *
   * @param until when it becomes loud by itself; empty for never
   */
  public static Wish muting(Jid chat, boolean muted, Optional<Instant> until, Instant now) {
    MuteAction.Builder action = MuteAction.newBuilder().setMuted(muted);
    if (muted) {
      action.setMuteEndTimestamp(until.map(Instant::toEpochMilli).orElse(-1L));
    }
    return wish(
        AppStateCollection.REGULAR_HIGH,
        List.of(MUTE, chat.toString()),
        at(now).setMuteAction(action),
        2);
  }

  /** Puts a chat into the archive or takes it out. */
  public static Wish archiving(Jid chat, boolean archived, Instant now) {
    return wish(
        AppStateCollection.REGULAR_LOW,
        List.of(ARCHIVE, chat.toString()),
        at(now).setArchiveChatAction(ArchiveChatAction.newBuilder().setArchived(archived)),
        3);
  }

  /** Marks a chat as read or unread. */
  public static Wish marking(Jid chat, boolean read, Instant now) {
    return wish(
        AppStateCollection.REGULAR_LOW,
        List.of(MARK, chat.toString()),
        at(now).setMarkChatAsReadAction(MarkChatAsReadAction.newBuilder().setRead(read)),
        3);
  }

  /** Changes the name that others see of us. */
  public static Wish naming(String pushName, Instant now) {
    return wish(
        AppStateCollection.CRITICAL_BLOCK,
        List.of(PUSH_NAME),
        at(now).setPushNameSetting(PushNameSetting.newBuilder().setName(pushName)),
        1);
  }

  private static SyncActionValue.Builder at(Instant now) {
    return SyncActionValue.newBuilder().setTimestamp(now.toEpochMilli());
  }

  private static Wish wish(
      AppStateCollection collection,
      List<String> index,
      SyncActionValue.Builder value,
      int version) {
    return new Wish(collection, new Mutation(true, index, value.build(), version));
  }
}
