package org.ledplatform.whatsapp.content;

import com.google.protobuf.ByteString;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.media.MediaKind;
import org.ledplatform.whatsapp.media.MediaReference;
import org.ledplatform.whatsapp.proto.ExtendedTextMessage;
import org.ledplatform.whatsapp.proto.Message;

/** One of each kind of content that can be sent. */
public final class Samples {

  public static final Jid GROUP = Jid.parse("120363@g.us");
  public static final Jid ANNA = Jid.parse("100@lid");
  static final MessageName MESSAGE = new MessageName(GROUP, false, "3EB0AA", Optional.of(ANNA));
  private static final ByteString JPEG = ByteString.copyFrom(new byte[] {1, 2, 3});

  private Samples() {}

  static MediaReference file(MediaKind kind) {
    return new MediaReference(
        kind, "https://host/v", "/v?x=1", fill(1), fill(2), fill(3), 77, Instant.ofEpochSecond(9));
  }

  private static byte[] fill(int value) {
    byte[] bytes = new byte[32];
    Arrays.fill(bytes, (byte) value);
    return bytes;
  }

  /** Content that stands for itself. */
  public static List<Content> plain() {
    return List.of(
        new Text("hello *you*"),
        new Image(file(MediaKind.IMAGE), "image/jpeg", "look", 640, 480, JPEG),
        video(false, false),
        video(true, false),
        video(false, true),
        new Audio(file(MediaKind.AUDIO), "audio/ogg", Duration.ofSeconds(7), true, JPEG, JPEG),
        new Audio(
            file(MediaKind.AUDIO),
            "audio/mpeg",
            Duration.ZERO,
            false,
            ByteString.EMPTY,
            ByteString.EMPTY),
        new Document(file(MediaKind.DOCUMENT), "application/pdf", "a.pdf", "A", "", 3, JPEG),
        new Document(
            file(MediaKind.DOCUMENT), "text/plain", "b.txt", "", "read", 0, ByteString.EMPTY),
        new Sticker(file(MediaKind.STICKER), "image/webp", 512, 512, false, false),
        new Sticker(file(MediaKind.STICKER), "image/webp", 512, 512, true, false),
        new Sticker(file(MediaKind.STICKER), "application/was", 512, 512, true, true),
        new Album(3, 1),
        new ContactCards("Anna", List.of(ContactCards.Card.of("Anna", "49151"))),
        new ContactCards(
            "2 contacts",
            List.of(
                ContactCards.Card.of("Anna", "49151"), ContactCards.Card.of("Bert; B", "49152"))),
        new Location(52.5, 13.4, "Berlin", "A street", "https://maps"),
        new LiveLocation(-33.8, 151.2, 15, "coming", 4, Duration.ofSeconds(60)),
        new GroupInvite(GROUP, "code", Instant.ofEpochSecond(99), "Friends", "come", JPEG),
        new Poll("Where?", List.of("Sea", "Hills"), 1, ByteString.copyFrom(fill(12))),
        new Poll("What?", List.of("A", "B", "C"), 0, ByteString.copyFrom(fill(13))),
        new Choice(Choice.Kind.BUTTONS, "b1", "Yes"),
        new Choice(Choice.Kind.LIST, "row1", "First"),
        new Choice(Choice.Kind.TEMPLATE, "t1", "Go"),
        new Choice(Choice.Kind.NATIVE_FLOW, "id \"1\" \\ \n", "Flow"));
  }

  private static Video video(boolean gif, boolean round) {
    return new Video(
        file(MediaKind.VIDEO),
        "video/mp4",
        "see",
        320,
        240,
        Duration.ofSeconds(5),
        gif,
        round,
        JPEG,
        ByteString.EMPTY);
  }

  /** Content that says something about a message or about the chat. */
  public static List<Content> changes() {
    return List.of(
        new Reaction(MESSAGE, "👍🏽"),
        new Reaction(MESSAGE, ""),
        new Edit(MESSAGE, new Text("better")),
        new Revoke(MESSAGE, true),
        new Revoke(MessageName.inChat(ANNA, true, "3EB0AA"), false),
        new Pin(MESSAGE, true, Duration.ofDays(7)),
        new Pin(MESSAGE, false, Duration.ZERO),
        new EncryptedPollVote(MESSAGE, JPEG, ByteString.copyFrom(new byte[12])),
        new EphemeralSetting(Duration.ofDays(1)),
        new EphemeralSetting(Duration.ZERO));
  }

  /** A context with something of everything, as it comes back after a quote lost its own quote. */
  static Context rich() {
    Message quoted =
        Message.newBuilder()
            .setExtendedTextMessage(ExtendedTextMessage.newBuilder().setText("question"))
            .build();
    return Context.NONE
        .with(new Quote("3EB0BB", ANNA, Optional.of(Jid.parse("555@g.us")), quoted))
        .mentioning(List.of(ANNA, Jid.parse("101@lid")))
        .mentioningEverybody()
        .expiring(Duration.ofDays(90));
  }
}
