package org.ledplatform.sandbox.phone;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ledplatform.sandbox.account.Account;
import org.ledplatform.sandbox.group.Group;
import org.ledplatform.sandbox.proto.StoredMessage;
import org.ledplatform.sandbox.storage.SandboxStorageException;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.jid.MalformedJidException;
import org.ledplatform.whatsapp.proto.Conversation;
import org.ledplatform.whatsapp.proto.HistorySync;
import org.ledplatform.whatsapp.proto.HistorySyncMessage;
import org.ledplatform.whatsapp.proto.HistorySyncType;
import org.ledplatform.whatsapp.proto.Message;
import org.ledplatform.whatsapp.proto.MessageKey;
import org.ledplatform.whatsapp.proto.PeerDataOperationRequestMessage.HistorySyncOnDemandRequest;
import org.ledplatform.whatsapp.proto.PhoneNumberToLidMapping;
import org.ledplatform.whatsapp.proto.Pushname;
import org.ledplatform.whatsapp.proto.WebMessageInfo;

/**
 * What a phone tells of its past, part by part (protocol §6.9): first who is who and the newest
 * messages of each chat, then the rest. In a chat the newest message comes first. Used under the
 * phone's lock.
 */
final class PastChats {

  private static final int FIRST_OF_CHAT = 20;
  private static final int CHUNK = 200;
  private static final int MOST_ON_DEMAND = 50;

  /** What is older is sent only to who asks for the full history. */
  private static final Duration RECENT = Duration.ofDays(90);

  private static final int DONE = 100;

  private final PhoneParts parts;

  PastChats(PhoneParts parts) {
    this.parts = parts;
  }

  /** The first part: who is who, and the newest messages of every chat. */
  HistorySync bootstrap() {
    HistorySync.Builder history = people().toBuilder();
    chats()
        .forEach(
            (chat, messages) ->
                conversation(chat, messages.stream().limit(FIRST_OF_CHAT).toList())
                    .ifPresent(history::addConversations));
    return history.build();
  }

  /** The first part without any chat. */
  HistorySync people() {
    HistorySync.Builder history = part(HistorySyncType.INITIAL_BOOTSTRAP);
    for (Account person : parts.server().people(parts.about().getTenant())) {
      history.addPhoneNumberToLidMappings(
          PhoneNumberToLidMapping.newBuilder()
              .setPnJid(person.phoneJid().toString())
              .setLidJid(person.lidJid().toString()));
    }
    return history.addAllPushnames(names().getPushnamesList()).build();
  }

  /** The names that people gave themselves. */
  HistorySync names() {
    HistorySync.Builder history = part(HistorySyncType.PUSH_NAME);
    for (Account person : parts.server().people(parts.about().getTenant())) {
      history.addPushnames(
          Pushname.newBuilder().setId(person.phoneJid().toString()).setPushname(person.name()));
    }
    return history.build();
  }

  /**
   * What the first part left out, in chunks.
   *
   * @param full whether what is older than ninety days comes too
   */
  List<HistorySync> rest(boolean full) {
    Instant limit = parts.clock().instant().minus(RECENT);
    List<StoredMessage> recent = new ArrayList<>();
    List<StoredMessage> older = new ArrayList<>();
    chats()
        .values()
        .forEach(
            messages ->
                messages.stream()
                    .skip(FIRST_OF_CHAT)
                    .forEach(m -> (sentAt(m).isBefore(limit) ? older : recent).add(m)));
    List<HistorySync> all = new ArrayList<>(chunks(HistorySyncType.RECENT, recent));
    if (full) {
      all.addAll(chunks(HistorySyncType.FULL, older));
    }
    return all;
  }

  private List<HistorySync> chunks(HistorySyncType type, List<StoredMessage> messages) {
    int count = Math.ceilDiv(messages.size(), CHUNK);
    List<HistorySync> chunks = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      HistorySync.Builder chunk =
          part(type).setChunkOrder(i + 1).setProgress(DONE * (i + 1) / count);
      byChat(messages.subList(i * CHUNK, Math.min(messages.size(), (i + 1) * CHUNK)))
          .forEach((chat, some) -> conversation(chat, some).ifPresent(chunk::addConversations));
      chunks.add(chunk.build());
    }
    return chunks;
  }

  /** Messages older than one that a companion has. */
  HistorySync onDemand(HistorySyncOnDemandRequest request) {
    HistorySync.Builder history = part(HistorySyncType.ON_DEMAND);
    int count = Math.clamp(request.getOnDemandMsgCount(), 1, MOST_ON_DEMAND);
    named(request.getChatJid())
        .flatMap(
            chat -> {
              List<StoredMessage> older =
                  parts.screen().findAll(m -> m.getChat().equals(chat) && kept(m)).stream()
                      .takeWhile(m -> !m.getId().equals(request.getOldestMsgId()))
                      .toList();
              return conversation(chat, older.reversed().stream().limit(count).toList());
            })
        .ifPresent(history::addConversations);
    return history.build();
  }

  private static HistorySync.Builder part(HistorySyncType type) {
    return HistorySync.newBuilder().setSyncType(type).setChunkOrder(0).setProgress(DONE);
  }

  /** Deleted messages and lines about the group are not part of what people wrote. */
  private static boolean kept(StoredMessage shown) {
    return Shown.written(shown) && !shown.getDeleted();
  }

  /** As the screen names the chat that somebody names by an address. */
  private Optional<String> named(String address) {
    try {
      Jid jid = Jid.parse(address);
      return jid.isGroup()
          ? Optional.of(jid.toString())
          : parts.find(jid.withoutDevice()).map(Account::phone);
    } catch (MalformedJidException _) {
      return Optional.empty();
    }
  }

  private Map<String, List<StoredMessage>> chats() {
    return byChat(parts.screen().findAll(PastChats::kept).reversed());
  }

  private static Map<String, List<StoredMessage>> byChat(List<StoredMessage> messages) {
    Map<String, List<StoredMessage>> chats = new LinkedHashMap<>();
    messages.forEach(m -> chats.computeIfAbsent(m.getChat(), _ -> new ArrayList<>()).add(m));
    return chats;
  }

  /** A chat; empty when there is nobody any more behind its name. */
  private Optional<Conversation> conversation(String chat, List<StoredMessage> messages) {
    return place(chat)
        .map(
            place -> {
              Conversation.Builder conversation =
                  Conversation.newBuilder()
                      .setId(place.jid().toString())
                      .setUnreadCount(unread(chat))
                      .setConversationTimestamp(
                          messages.stream()
                              .mapToLong(m -> sentAt(m).getEpochSecond())
                              .max()
                              .orElse(0));
              switch (place) {
                case Chat.Person(Account person) ->
                    conversation.setLidJid(person.lidJid().toString());
                case Chat.Room(Group group) -> conversation.setName(group.subject().text());
              }
              messages.forEach(
                  m ->
                      conversation.addMessages(
                          HistorySyncMessage.newBuilder().setMessage(info(m))));
              return conversation.build();
            });
  }

  private int unread(String chat) {
    return parts
        .screen()
        .findAll(
            m ->
                m.getChat().equals(chat)
                    && Shown.written(m)
                    && !m.getFromMe()
                    && m.getStatus() != StoredMessage.Status.READ)
        .size();
  }

  private Optional<Chat> place(String chat) {
    return chat.contains("@")
        ? parts.group(Jid.parse(chat)).map(Chat.Room::new)
        : parts.server().account(chat).map(Chat.Person::new);
  }

  /** A shown message as phones hand it to their companions. */
  WebMessageInfo info(StoredMessage stored) {
    MessageKey.Builder key =
        MessageKey.newBuilder().setFromMe(stored.getFromMe()).setId(stored.getId());
    place(stored.getChat()).ifPresent(chat -> key.setRemoteJid(chat.jid().toString()));
    if (stored.getChat().contains("@") && stored.hasAddress()) {
      key.setParticipant(stored.getAddress());
    }
    return WebMessageInfo.newBuilder()
        .setKey(key)
        .setMessage(content(stored))
        .setMessageTimestamp(sentAt(stored).getEpochSecond())
        .build();
  }

  private static Instant sentAt(StoredMessage message) {
    return Instant.ofEpochMilli(message.getTimestampMillis());
  }

  private static Message content(StoredMessage stored) {
    ByteString whole = stored.getContent();
    try {
      return whole.isEmpty()
          ? Message.newBuilder().setConversation(stored.getText()).build()
          : Message.parseFrom(whole);
    } catch (InvalidProtocolBufferException e) {
      throw new SandboxStorageException("A shown message cannot be read", e);
    }
  }
}
