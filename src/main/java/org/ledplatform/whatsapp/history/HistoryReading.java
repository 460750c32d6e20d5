package org.ledplatform.whatsapp.history;

import com.google.protobuf.InvalidProtocolBufferException;
import java.util.Optional;
import java.util.Set;
import org.ledplatform.whatsapp.content.Limits;
import org.ledplatform.whatsapp.content.MessageName;
import org.ledplatform.whatsapp.content.Nesting;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.jid.MalformedJidException;
import org.ledplatform.whatsapp.message.LidMap;
import org.ledplatform.whatsapp.proto.Conversation;
import org.ledplatform.whatsapp.proto.HistorySync;
import org.ledplatform.whatsapp.proto.MessageKey;
import org.ledplatform.whatsapp.proto.PhoneNumberToLidMapping;
import org.ledplatform.whatsapp.proto.Pushname;
import org.ledplatform.whatsapp.proto.WebMessageInfo;

/** Says what the fields of the history mean. What has no sensible address is left out. */
final class HistoryReading implements HistoryFields.Reader {

  private static final Set<Integer> AT_TOP =
      Set.of(HistorySync.PUSHNAMES_FIELD_NUMBER, HistorySync.PHONENUMBERTOLIDMAPPINGS_FIELD_NUMBER);
  private static final int MAX_CHAT = 64 * 1024;

  /** Everything but participants, which can be many and are asked from the network anyway. */
  private static final Set<Integer> OF_CHAT =
      Set.of(
          Conversation.ID_FIELD_NUMBER,
          Conversation.MESSAGES_FIELD_NUMBER,
          Conversation.UNREADCOUNT_FIELD_NUMBER,
          Conversation.NAME_FIELD_NUMBER,
          Conversation.ARCHIVED_FIELD_NUMBER,
          Conversation.PINNED_FIELD_NUMBER,
          Conversation.TCTOKEN_FIELD_NUMBER,
          Conversation.TCTOKENTIMESTAMP_FIELD_NUMBER,
          Conversation.TCTOKENSENDERTIMESTAMP_FIELD_NUMBER,
          Conversation.MUTEENDTIME_FIELD_NUMBER,
          Conversation.DISPLAYNAME_FIELD_NUMBER,
          Conversation.PNJID_FIELD_NUMBER,
          Conversation.LIDJID_FIELD_NUMBER);

  private final HistoryListener listener;
  private Conversation.Builder chat = Conversation.newBuilder();

  HistoryReading(HistoryListener listener) {
    this.listener = listener;
  }

  @Override
  public boolean wants(boolean inConversation, int field) {
    return (inConversation ? OF_CHAT : AT_TOP).contains(field);
  }

  @Override
  public void field(boolean inConversation, int field, byte[] encoded) {
    try {
      if (!inConversation) {
        top(HistorySync.parseFrom(encoded));
      } else if (field == Conversation.MESSAGES_FIELD_NUMBER) {
        messages(encoded);
      } else if (encoded.length <= MAX_CHAT) {
        chat.mergeFrom(encoded);
      }
    } catch (InvalidProtocolBufferException e) {
      throw new HistoryException("A field of the history cannot be read", e);
    }
  }

  /** One message that cannot be read, such as one that nests too deep, does not cost the others. */
  private void messages(byte[] encoded) {
    try {
      Nesting.fromOutside(Conversation.parser(), encoded)
          .getMessagesList()
          .forEach(m -> message(m.getMessage()));
    } catch (InvalidProtocolBufferException _) {
      // Left out, like what has no sensible address.
    }
  }

  private void top(HistorySync sync) {
    for (Pushname name : sync.getPushnamesList()) {
      jid(name.getId())
          .ifPresent(who -> listener.hear(new HistoryItem.PastName(who, name.getPushname())));
    }
    for (PhoneNumberToLidMapping pair : sync.getPhoneNumberToLidMappingsList()) {
      address(pair.getPnJid(), pair.getLidJid());
    }
  }

  @Override
  public void conversationEnds() {
    Conversation done = chat.build();
    chat = Conversation.newBuilder();
    jid(done.getId()).ifPresent(id -> chat(id, done));
  }

  private void chat(Jid id, Conversation done) {
    address(done.getPnJid().isEmpty() ? done.getId() : done.getPnJid(), done.getLidJid());
    address(done.getPnJid(), done.getId());
    if (done.hasTcToken() || done.hasTcTokenSenderTimestamp()) {
      listener.hear(trust(id, done));
    }
    listener.hear(
        new HistoryItem.PastChat(
            id,
            done.getName().isEmpty() ? done.getDisplayName() : done.getName(),
            done.getUnreadCount(),
            done.getArchived(),
            done.getPinned() != 0,
            done.getMuteEndTime() == 0
                ? Optional.empty()
                : Optional.of(Limits.instant(done.getMuteEndTime()))));
  }

  private static HistoryItem trust(Jid id, Conversation done) {
    return new HistoryItem.PastTrust(
        id,
        done.getTcToken(),
        Limits.instant(done.getTcTokenTimestamp()),
        done.hasTcTokenSenderTimestamp()
            ? Optional.of(Limits.instant(done.getTcTokenSenderTimestamp()))
            : Optional.empty());
  }

  private void message(WebMessageInfo info) {
    MessageKey key = info.getKey();
    Optional<Jid> chatId = jid(key.getRemoteJid());
    if (chatId.isEmpty() || key.getId().isEmpty() || !info.hasMessage()) {
      return;
    }
    Optional<Jid> participant =
        jid(info.getParticipant().isEmpty() ? key.getParticipant() : info.getParticipant());
    Optional<Jid> sender = key.getFromMe() ? Optional.empty() : participant.or(() -> chatId);
    listener.hear(
        new HistoryItem.PastMessage(
            new MessageName(chatId.get(), key.getFromMe(), key.getId(), participant),
            sender,
            Limits.instant(info.getMessageTimestamp()),
            info.getPushName(),
            info.getMessage()));
  }

  private void address(String one, String other) {
    jid(one)
        .flatMap(a -> jid(other).flatMap(b -> LidMap.Pair.of(a, b)))
        .ifPresent(pair -> listener.hear(new HistoryItem.PastAddress(pair)));
  }

  private static Optional<Jid> jid(String text) {
    try {
      return text.isEmpty() ? Optional.empty() : Optional.of(Jid.parse(text));
    } catch (MalformedJidException _) {
      return Optional.empty();
    }
  }
}
