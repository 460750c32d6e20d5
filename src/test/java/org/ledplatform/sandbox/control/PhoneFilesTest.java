package org.ledplatform.sandbox.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.ledplatform.sandbox.SandboxFixture.TENANT;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ledplatform.sandbox.SandboxFixture;
import org.ledplatform.sandbox.control.SandboxProblem.Kind;
import org.ledplatform.sandbox.group.GroupWorld;
import org.ledplatform.sandbox.media.MediaSettings;
import org.ledplatform.whatsapp.content.Attachment;
import org.ledplatform.whatsapp.content.ContentReader;
import org.ledplatform.whatsapp.content.Sticker;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.jid.Server;
import org.ledplatform.whatsapp.node.Node;
import org.ledplatform.whatsapp.proto.Message;

/** People send each other files of every kind and open them. */
class PhoneFilesTest {

  private static final byte[] FILE = new byte[40_000];

  static {
    new Random(1).nextBytes(FILE);
  }

  private final SandboxFixture sandbox = new SandboxFixture();
  private final SandboxControl control = sandbox.control();
  private final Phone ada = sandbox.phone("Ada");
  private final Phone bob = sandbox.phone("Bob");
  private final Phone cyd = sandbox.phone("Cyd");

  @BeforeEach
  void open() throws IOException {
    sandbox.network().media().open(MediaSettings.LOCAL);
  }

  @AfterEach
  void close() {
    sandbox.close();
  }

  @ParameterizedTest
  @CsvSource({
    "image/jpeg,image",
    "image/png,image",
    "image/gif,gif",
    "video/mp4,video",
    "audio/ogg; codecs=opus,voice",
    "audio/mpeg,audio",
    "image/webp,sticker",
    "application/was,sticker",
    "application/pdf,document",
    "image/svg+xml,document"
  })
  void theMimeTypeDecidesAsWhatAFileArrives(String mimeType, String kind) {
    String id = send(ada, bob.id(), SendRequest.Media.of(FILE, mimeType));

    ShownMessage shown = sandbox.shows(bob, 1).getFirst();
    assertThat(shown.id()).isEqualTo(id);
    assertThat(shown.kind()).isEqualTo(kind);
    assertThat(shown.media())
        .contains(new ShownMessage.Media(mimeType, FILE.length, Optional.empty()));
    OpenedFile opened = control.file(TENANT, bob.id(), id);
    assertThat(opened.bytes()).isEqualTo(FILE);
    assertThat(opened.mimeType()).isEqualTo(mimeType);
    assertThat(control.file(TENANT, ada.id(), id).bytes()).isEqualTo(FILE);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void everybodyInAGroupOpensWhatOneOfThemSent(boolean byLid) {
    Jid group = group(byLid);
    for (String mimeType : List.of("image/jpeg", "audio/ogg", "image/webp")) {
      String id = send(bob, group.toString(), SendRequest.Media.of(FILE, mimeType));
      for (Phone phone : List.of(ada, cyd)) {
        await().until(() -> shows(phone, id));
        assertThat(control.file(TENANT, phone.id(), id).bytes()).isEqualTo(FILE);
      }
    }
  }

  @Test
  void aDocumentHasItsNameAndCaptionAndAnswersAMessage() {
    String question =
        control.send(TENANT, bob.id(), SendRequest.text(ada.id(), "the plan?")).messageId();
    sandbox.shows(ada, 1);
    SendRequest answer =
        SendRequest.to(bob.id())
            .media(
                SendRequest.Media.of(FILE, "application/pdf")
                    .named("the \"plan\"\r\n.pdf")
                    .captioned("here"))
            .quoting(question);
    String id = control.send(TENANT, ada.id(), answer).messageId();

    ShownMessage shown = sandbox.shows(bob, 2).getLast();
    assertThat(shown.text()).isEqualTo("here");
    assertThat(shown.quoted().orElseThrow().messageId()).isEqualTo(question);
    assertThat(control.file(TENANT, bob.id(), id).disposition())
        .isEqualTo("attachment; filename*=UTF-8''the%20%22plan%22%0D%0A.pdf");
  }

  @Test
  void anAnimatedStickerSaysThatItMoves() {
    byte[] webp = new byte[30];
    System.arraycopy("RIFF\0\0\0\0WEBPVP8X".getBytes(StandardCharsets.US_ASCII), 0, webp, 0, 16);
    send(ada, bob.id(), SendRequest.Media.of(webp, "image/webp"));
    webp[20] = 2;
    send(ada, bob.id(), SendRequest.Media.of(webp, "image/webp"));
    sandbox.shows(bob, 2);
    assertThat(
            sandbox.network().phones().find(TENANT, bob.id()).orElseThrow().shown().stream()
                .map(m -> ContentReader.readOrUnsupported(parsed(m.getContent())).content()))
        .extracting(c -> ((Sticker) c).animated())
        .containsExactly(false, true);
  }

  @ParameterizedTest
  @CsvSource({
    "https://x.test/a.jpg,,image/jpeg,,media.url",
    ",,image/jpeg,,media.base64",
    ",'',image/jpeg,,media.base64",
    ",no base64!,image/jpeg,,media.base64",
    ",AAAA,a picture,,media.mimeType",
    ",AAAA,'text/html\r\nX: y',,media.mimeType",
    ",AAAA,audio/ogg,listen,media.caption"
  })
  void refusesWhatCannotBeSentByField(
      String url, String base64, String mimeType, String caption, String field) {
    assertThatThrownBy(
            () ->
                control.send(
                    TENANT,
                    ada.id(),
                    SendRequest.to(bob.id())
                        .media(
                            new SendRequest.Media(
                                Optional.ofNullable(url),
                                Optional.ofNullable(base64).map(SendRequest.Media::decode),
                                mimeType,
                                Optional.ofNullable(caption),
                                Optional.empty()))))
        .isInstanceOfSatisfying(
            SandboxProblem.class, problem -> assertThat(problem.field()).contains(field));
  }

  @Test
  void refusesFilesThatAreTooLargeForTheirKindAndTextsBesideThem() {
    SendRequest.Media sticker = SendRequest.Media.of(new byte[4 * 1024 * 1024 + 1], "image/webp");
    assertRefused("media.base64", SendRequest.to(bob.id()).media(sticker));
    SendRequest both = SendRequest.text(bob.id(), "hi").media(SendRequest.Media.of(FILE, "a/b"));
    assertRefused("text", both);
    String large = Base64.getEncoder().encodeToString(new byte[SendRequest.Media.MOST + 1]);
    assertThatThrownBy(() -> SendRequest.Media.decode(large)).isInstanceOf(SandboxProblem.class);
  }

  @Test
  void opensOnlyWhatThePhoneOfTheTenantStillShows() {
    String id = send(ada, bob.id(), SendRequest.Media.of(FILE, "image/jpeg"));
    sandbox.shows(bob, 1);
    assertProblem(Kind.NOT_FOUND, () -> control.file("other", bob.id(), id));
    assertProblem(Kind.NOT_FOUND, () -> control.file(TENANT, cyd.id(), id));
    assertProblem(Kind.NOT_FOUND, () -> control.file(TENANT, bob.id(), "3A00"));
    sandbox.network().media().expire(path(id));
    assertProblem(Kind.NOT_FOUND, () -> control.file(TENANT, bob.id(), id));
    control.send(TENANT, ada.id(), SendRequest.deleting(bob.id(), id));
    assertProblem(Kind.NOT_FOUND, () -> control.file(TENANT, ada.id(), id));
  }

  @Test
  void aNetworkWithoutMediaHostsSaysSo() {
    sandbox.network().media().close();
    assertProblem(
        Kind.CONFLICT, () -> send(ada, bob.id(), SendRequest.Media.of(FILE, "image/jpeg")));
  }

  private String path(String id) {
    return sandbox.network().phones().find(TENANT, bob.id()).orElseThrow().shown().stream()
        .filter(m -> m.getId().equals(id))
        .map(m -> ContentReader.readOrUnsupported(parsed(m.getContent())).content())
        .map(content -> ((Attachment) content).media().directPath())
        .findFirst()
        .orElseThrow();
  }

  private static Message parsed(ByteString bytes) {
    try {
      return Message.parseFrom(bytes);
    } catch (InvalidProtocolBufferException e) {
      throw new AssertionError(e);
    }
  }

  private boolean shows(Phone phone, String id) {
    return control.messages(TENANT, phone.id(), Optional.empty(), Optional.empty()).stream()
        .anyMatch(m -> m.id().equals(id));
  }

  private Jid group(boolean byLid) {
    Node create =
        GroupWorld.people("create", byLid, bob, cyd)
            .with("subject", "Friends")
            .with("addressing_mode", byLid ? "lid" : "pn");
    Node reply =
        sandbox
            .network()
            .phones()
            .find(TENANT, ada.id())
            .orElseThrow()
            .ask(Jid.GROUPS, "w:g2", "set", create);
    return Jid.of(reply.requireChild("group").require("id"), Server.GROUP);
  }

  private String send(Phone from, String to, SendRequest.Media media) {
    return control.send(TENANT, from.id(), SendRequest.to(to).media(media)).messageId();
  }

  private void assertRefused(String field, SendRequest request) {
    assertThatThrownBy(() -> control.send(TENANT, ada.id(), request))
        .isInstanceOfSatisfying(
            SandboxProblem.class, problem -> assertThat(problem.field()).contains(field));
    assertThat(control.messages(TENANT, ada.id(), Optional.empty(), Optional.empty())).isEmpty();
  }

  private static void assertProblem(Kind kind, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            SandboxProblem.class, problem -> assertThat(problem.kind()).isEqualTo(kind));
  }
}
