package org.ledplatform.whatsapp.history;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.proto.Conversation;
import org.ledplatform.whatsapp.proto.HistorySync;
import org.ledplatform.whatsapp.proto.HistorySyncMessage;
import org.ledplatform.whatsapp.proto.Message;
import org.ledplatform.whatsapp.proto.MessageKey;
import org.ledplatform.whatsapp.proto.PhoneNumberToLidMapping;
import org.ledplatform.whatsapp.proto.Pushname;
import org.ledplatform.whatsapp.proto.WebMessageInfo;

class HistoryStreamTest {

  private final List<HistoryItem> heard = new ArrayList<>();

  private static byte[] deflated(byte[] plain) {
    try {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      try (DeflaterOutputStream deflater = new DeflaterOutputStream(out)) {
        deflater.write(plain);
      }
      return out.toByteArray();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private void read(byte[] part, int step) {
    try (HistoryStream stream = new HistoryStream(heard::add, 1 << 20)) {
      for (int at = 0; at < part.length; at += step) {
        stream.write(part, at, Math.min(step, part.length - at));
      }
    }
  }

  private static HistorySync sample() {
    WebMessageInfo mine =
        WebMessageInfo.newBuilder()
            .setKey(MessageKey.newBuilder().setRemoteJid("100@lid").setId("M1").setFromMe(true))
            .setMessage(Message.newBuilder().setConversation("hello"))
            .setMessageTimestamp(1000)
            .build();
    WebMessageInfo theirs =
        WebMessageInfo.newBuilder()
            .setKey(MessageKey.newBuilder().setRemoteJid("1@g.us").setId("M2"))
            .setParticipant("200@lid")
            .setMessage(Message.newBuilder().setConversation("x".repeat(300_000)))
            .setPushName("Bert")
            .build();
    return HistorySync.newBuilder()
        .addConversations(
            Conversation.newBuilder()
                .setId("100@lid")
                .addMessages(HistorySyncMessage.newBuilder().setMessage(mine))
                .setUnreadCount(2)
                .setArchived(true)
                .setName("Anna")
                .setPnJid("49151@s.whatsapp.net"))
        .addConversations(
            Conversation.newBuilder()
                .setId("1@g.us")
                .addMessages(HistorySyncMessage.newBuilder().setMessage(theirs)))
        .addConversations(Conversation.newBuilder().setId("not an address"))
        .addPushnames(Pushname.newBuilder().setId("200@lid").setPushname("Bert"))
        .addPhoneNumberToLidMappings(
            PhoneNumberToLidMapping.newBuilder()
                .setPnJid("49152@s.whatsapp.net")
                .setLidJid("200@lid"))
        .build();
  }

  @Test
  void tellsMessagesChatsNamesAndAddressesHoweverTheBytesArrive() {
    byte[] part = deflated(sample().toByteArray());
    read(part, part.length);
    List<HistoryItem> atOnce = List.copyOf(heard);
    for (int step : new int[] {1, 7, 100}) {
      heard.clear();
      read(part, step);
      assertThat(heard).isEqualTo(atOnce);
    }
    assertThat(heard).hasSize(7);
    var mine = (HistoryItem.PastMessage) heard.getFirst();
    assertThat(mine.name().id()).isEqualTo("M1");
    assertThat(mine.sender()).isEmpty();
    assertThat(mine.sentAt().getEpochSecond()).isEqualTo(1000);
    assertThat(heard.get(1)).isInstanceOf(HistoryItem.PastAddress.class);
    var chat = (HistoryItem.PastChat) heard.get(2);
    assertThat(chat.name()).isEqualTo("Anna");
    assertThat(chat.unread()).isEqualTo(2);
    assertThat(chat.archived()).isTrue();
    var theirs = (HistoryItem.PastMessage) heard.get(3);
    assertThat(theirs.sender()).hasValue(Jid.parse("200@lid"));
    assertThat(theirs.content().getConversation()).hasSize(300_000);
    assertThat(heard.get(5)).isEqualTo(new HistoryItem.PastName(Jid.parse("200@lid"), "Bert"));
  }

  @Test
  void aZipBombIsStopped() {
    byte[] bomb = deflated(new byte[64 << 20]);
    assertThat(bomb.length).isLessThan(100_000);
    assertThatThrownBy(() -> read(bomb, 1024)).isInstanceOf(HistoryException.class);
    byte[] wide = new byte[8 << 20];
    for (int i = 0; i < wide.length; i += 2) {
      wide[i] = 0x08;
      wide[i + 1] = 1;
    }
    assertThatThrownBy(() -> read(deflated(wide), 1024))
        .isInstanceOf(HistoryException.class)
        .hasMessageContaining("inflates");
  }

  @Test
  void aLyingLengthIsAnErrorAndNeedsNoMemory() {
    for (byte[] bad :
        List.of(
            new byte[] {0x12, (byte) 0xFF, (byte) 0xFF, (byte) 0xFF, (byte) 0xFF, 0x7F},
            new byte[] {0x12, 2, 0x12, 100},
            new byte[] {0x12, 100, 1},
            new byte[] {0x3A, (byte) 0x80, (byte) 0x80, 0x40, 1, 2, 3},
            new byte[] {0x0B, 1},
            new byte[] {0, 1},
            new byte[] {
              (byte) 0xFF,
              (byte) 0xFF,
              (byte) 0xFF,
              (byte) 0xFF,
              (byte) 0xFF,
              (byte) 0xFF,
              (byte) 0xFF,
              (byte) 0xFF,
              (byte) 0xFF,
              (byte) 0xFF,
              1
            },
            "not a protobuf at all".getBytes(UTF_8))) {
      assertThatThrownBy(() -> read(deflated(bad), 3)).isInstanceOf(HistoryException.class);
    }
  }

  @Test
  void whatIsCutOffOrDamagedIsANamedError() {
    byte[] part = deflated(sample().toByteArray());
    assertThatThrownBy(() -> read(Arrays.copyOf(part, part.length - 9), 64))
        .isInstanceOf(HistoryException.class);
    Random random = new Random(7);
    for (int i = 0; i < 300; i++) {
      byte[] damaged = sample().toByteArray();
      damaged[random.nextInt(400)] ^= (byte) (1 << random.nextInt(8));
      try {
        read(deflated(damaged), 512);
      } catch (HistoryException expected) {
        assertThat(expected.getMessage()).isNotBlank();
      }
    }
    assertThatThrownBy(() -> read("no zlib".getBytes(UTF_8), 2))
        .isInstanceOf(HistoryException.class);
  }

  /** Where the classes are that the other process needs, however this one was started. */
  private static String classpath() {
    return Stream.of(HistoryFlood.class, HistoryStream.class, CodedOutputStream.class)
        .map(type -> type.getProtectionDomain().getCodeSource().getLocation())
        .map(location -> new File(location.getPath()).toString())
        .distinct()
        .collect(Collectors.joining(File.pathSeparator));
  }

  @Test
  @Timeout(150)
  void halfAMillionMessagesFitInto256Megabytes() throws Exception {
    Process reader =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-cp",
                classpath(),
                HistoryFlood.class.getName(),
                "500000")
            .redirectErrorStream(true)
            .start();
    String said = new String(reader.getInputStream().readAllBytes(), UTF_8);
    assertThat(reader.waitFor(120, TimeUnit.SECONDS)).isTrue();
    assertThat(said).contains("500000 messages in 500 chats");
    assertThat(reader.exitValue()).isZero();
  }
}
