package org.ledplatform.whatsapp.message;

import com.google.protobuf.InvalidProtocolBufferException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.ledplatform.whatsapp.content.AboutMessage;
import org.ledplatform.whatsapp.content.Body;
import org.ledplatform.whatsapp.content.ContentReader;
import org.ledplatform.whatsapp.content.MessageName;
import org.ledplatform.whatsapp.content.Nesting;
import org.ledplatform.whatsapp.content.PollVote;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.message.ReceivedMessage.Ref;
import org.ledplatform.whatsapp.proto.MessageKey;
import org.ledplatform.whatsapp.proto.StoredAuthors;
import org.ledplatform.whatsapp.proto.StoredInboxMessage;
import org.ledplatform.whatsapp.proto.StoredVote;

/**
 * The inbox as bytes. What a message says is read again from its content; only what the content
 * does not say is stored beside it: whose message it is about from our point of view, and a vote
 * that was opened.
 */
final class InboxRecords {

  private InboxRecords() {}

  static byte[] encode(ReceivedMessage m) {
    StoredInboxMessage.Builder stored =
        StoredInboxMessage.newBuilder()
            .setId(m.ref().id())
            .setChat(m.chat().toString())
            .setSender(m.sender().toString())
            .setCanonicalChat(m.ref().chat().toString())
            .setCanonicalSender(m.ref().sender().toString())
            .setFromMe(m.fromMe())
            .setPushName(m.pushName())
            .setSentAt(m.sentAt().getEpochSecond())
            .setOffline(m.offline())
            .setContent(m.content());
    m.senderPhone().ifPresent(jid -> stored.setSenderPhone(jid.toString()));
    m.senderLid().ifPresent(jid -> stored.setSenderLid(jid.toString()));
    if (m.body().content() instanceof AboutMessage about) {
      stored.setTarget(key(about.target()));
    }
    if (m.body().content() instanceof PollVote vote) {
      stored.setVote(StoredVote.newBuilder().addAllChosen(vote.chosen()));
    }
    return stored.build().toByteArray();
  }

  static ReceivedMessage decode(byte[] record) {
    try {
      StoredInboxMessage m = Nesting.fromStore(StoredInboxMessage.parser(), record);
      return new ReceivedMessage(
          new Ref(m.getId(), Jid.parse(m.getCanonicalChat()), Jid.parse(m.getCanonicalSender())),
          Jid.parse(m.getChat()),
          Jid.parse(m.getSender()),
          m.hasSenderPhone() ? Optional.of(Jid.parse(m.getSenderPhone())) : Optional.empty(),
          m.hasSenderLid() ? Optional.of(Jid.parse(m.getSenderLid())) : Optional.empty(),
          m.getFromMe(),
          m.getPushName(),
          Instant.ofEpochSecond(m.getSentAt()),
          m.getOffline(),
          m.getContent(),
          body(m));
    } catch (InvalidProtocolBufferException e) {
      throw new UnreadableRecordException("A stored incoming message cannot be read", e);
    }
  }

  private static Body body(StoredInboxMessage m) {
    Body read = ContentReader.readOrUnsupported(m.getContent());
    if (!m.hasTarget() || !(read.content() instanceof AboutMessage about)) {
      return read;
    }
    MessageName target = name(m.getTarget());
    return new Body(
        m.hasVote() ? new PollVote(target, m.getVote().getChosenList()) : about.about(target),
        read.context());
  }

  private static MessageKey key(MessageName name) {
    MessageKey.Builder key =
        MessageKey.newBuilder()
            .setRemoteJid(name.chat().toString())
            .setFromMe(name.fromMe())
            .setId(name.id());
    name.participant().ifPresent(jid -> key.setParticipant(jid.toString()));
    return key.build();
  }

  private static MessageName name(MessageKey key) {
    return new MessageName(
        Jid.parse(key.getRemoteJid()),
        key.getFromMe(),
        key.getId(),
        key.hasParticipant() ? Optional.of(Jid.parse(key.getParticipant())) : Optional.empty());
  }

  static byte[] encode(List<String> authors) {
    return StoredAuthors.newBuilder().addAllAuthor(authors).build().toByteArray();
  }

  static List<String> authors(byte[] record) {
    try {
      return StoredAuthors.parseFrom(record).getAuthorList();
    } catch (InvalidProtocolBufferException e) {
      throw new UnreadableRecordException("Stored authors of a message cannot be read", e);
    }
  }
}
