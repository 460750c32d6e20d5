package org.ledplatform.whatsapp.history;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import org.ledplatform.whatsapp.proto.Conversation;
import org.ledplatform.whatsapp.proto.HistorySyncMessage;
import org.ledplatform.whatsapp.proto.Message;
import org.ledplatform.whatsapp.proto.MessageKey;
import org.ledplatform.whatsapp.proto.Pushname;
import org.ledplatform.whatsapp.proto.WebMessageInfo;

/** Makes a history of any size on the fly; as a process of its own it reads half a million. */
final class HistoryFlood {

  private HistoryFlood() {}

  /** Writes a compressed history: chats of one thousand messages, each with some 200 bytes. */
  static void write(OutputStream to, int messages) throws IOException {
    Deflater fast = new Deflater(Deflater.BEST_SPEED);
    try (DeflaterOutputStream deflated = new DeflaterOutputStream(to, fast, 64 * 1024)) {
      CodedOutputStream out = CodedOutputStream.newInstance(deflated, 64 * 1024);
      for (int chat = 0; chat < messages / 1000; chat++) {
        chat(out, chat);
      }
      Pushname name = Pushname.newBuilder().setId("49151@s.whatsapp.net").setPushname("A").build();
      out.writeMessage(7, name);
      out.flush();
    } finally {
      fast.end();
    }
  }

  private static void chat(CodedOutputStream out, int chat) throws IOException {
    String jid = (49_000_000 + chat) + "@s.whatsapp.net";
    int message = message(jid, 0).getSerializedSize();
    int each =
        CodedOutputStream.computeTagSize(2)
            + CodedOutputStream.computeUInt32SizeNoTag(message)
            + message;
    byte[] head = Conversation.newBuilder().setId(jid).build().toByteArray();
    byte[] tail = Conversation.newBuilder().setUnreadCount(3).setName("Chat").build().toByteArray();
    out.writeTag(2, 2);
    out.writeUInt32NoTag(head.length + 1000 * each + tail.length);
    out.writeRawBytes(head);
    for (int i = 0; i < 1000; i++) {
      out.writeMessage(2, message(jid, i));
    }
    out.writeRawBytes(tail);
  }

  private static HistorySyncMessage message(String jid, int number) {
    String text = String.format("%08x", number * 2_654_435_761L & 0xFFFF_FFFFL).repeat(20);
    return HistorySyncMessage.newBuilder()
        .setMessage(
            WebMessageInfo.newBuilder()
                .setKey(
                    MessageKey.newBuilder()
                        .setRemoteJid(jid)
                        .setId(String.format("3EB0%08d", number)))
                .setMessage(Message.newBuilder().setConversation(text))
                .setMessageTimestamp(1_700_000_000L)
                .setMessageSecret(ByteString.copyFrom(new byte[32])))
        .build();
  }

  /** Reads the number of messages in the first argument and prints what it saw. */
  public static void main(String[] args) throws IOException {
    AtomicLong messages = new AtomicLong();
    AtomicLong chats = new AtomicLong();
    HistoryStream stream =
        new HistoryStream(
            item -> {
              if (item instanceof HistoryItem.PastMessage) {
                messages.incrementAndGet();
              } else if (item instanceof HistoryItem.PastChat) {
                chats.incrementAndGet();
              }
            },
            HistoryStream.MAX_INFLATED);
    write(stream, Integer.parseInt(args[0]));
    System.out.println(messages + " messages in " + chats + " chats");
  }
}
