package org.ledplatform.whole;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ledplatform.link.PictureThumbnailer;
import org.ledplatform.sandbox.SandboxNetwork;
import org.ledplatform.sandbox.control.NewPhone;
import org.ledplatform.sandbox.control.Phone;
import org.ledplatform.sandbox.control.SandboxControl;
import org.ledplatform.sandbox.control.SendRequest;
import org.ledplatform.sandbox.control.ShownMessage;
import org.ledplatform.sandbox.media.MediaSettings;
import org.ledplatform.sandbox.media.PhoneMedia;
import org.ledplatform.sandbox.storage.MemorySandboxStorage;
import org.ledplatform.whatsapp.client.ClientConfig;
import org.ledplatform.whatsapp.client.ClientEvent;
import org.ledplatform.whatsapp.client.ProfilePictures.Size;
import org.ledplatform.whatsapp.client.WhatsAppClient;
import org.ledplatform.whatsapp.content.Attachment;
import org.ledplatform.whatsapp.content.Content;
import org.ledplatform.whatsapp.content.ContentWriter;
import org.ledplatform.whatsapp.content.Context;
import org.ledplatform.whatsapp.content.Image;
import org.ledplatform.whatsapp.content.MessageName;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.media.JdkMediaTransfer;
import org.ledplatform.whatsapp.media.MediaAccess;
import org.ledplatform.whatsapp.media.MediaGoneException;
import org.ledplatform.whatsapp.media.MediaKind;
import org.ledplatform.whatsapp.media.MediaReference;
import org.ledplatform.whatsapp.media.MediaSource;
import org.ledplatform.whatsapp.media.TlsTrust;
import org.ledplatform.whatsapp.message.OutgoingMessage;
import org.ledplatform.whatsapp.message.ReceivedMessage;
import org.ledplatform.whatsapp.proto.Message;
import org.ledplatform.whatsapp.socket.MemorySockets;
import org.ledplatform.whatsapp.store.MemoryDeviceStore;

/** Files between our clients and virtual phones, over the network's own TLS listener. */
class MediaTest {

  private static final String TENANT = "local";
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
  private final SecureRandom random = new SecureRandom();
  private final SandboxNetwork network =
      new SandboxNetwork(new MemorySandboxStorage(), executor, Clock.systemUTC(), random);
  private final PictureThumbnailer thumbnailer = new PictureThumbnailer();
  private final SandboxControl control = new SandboxControl(network, thumbnailer);
  private final List<Online> clients = new ArrayList<>();
  private MediaAccess access;

  /** A client that is paired with a person's phone. */
  private final class Online {
    final List<ClientEvent> events = new CopyOnWriteArrayList<>();
    final Phone phone;
    final WhatsAppClient client;

    Online(String name) {
      phone = control.addPhone(TENANT, new NewPhone(name, Optional.empty()));
      client =
          new WhatsAppClient(
              ClientConfig.of(network.rootKey(), "LED")
                  .withMedia(access)
                  .withThumbnailer(thumbnailer),
              MemorySockets.connector(network::accept, executor),
              new MemoryDeviceStore(),
              executor,
              Clock.systemUTC(),
              random,
              events::add);
      clients.add(this);
      client.connect();
      control.scan(TENANT, phone.id(), awaited(ClientEvent.QrOffered.class).text());
      awaited(ClientEvent.Online.class);
    }

    <T extends ClientEvent> T awaited(Class<T> type) {
      await().atMost(PATIENCE).until(() -> events.stream().anyMatch(type::isInstance));
      return type.cast(events.stream().filter(type::isInstance).toList().getLast());
    }
  }

  @BeforeEach
  void open() throws IOException {
    network.media().open(MediaSettings.LOCAL);
    access =
        MediaAccess.namedHostsOnly(
            new JdkMediaTransfer(network.media().authority().map(TlsTrust::in), executor));
  }

  @AfterEach
  void close() {
    clients.forEach(online -> online.client.disconnect());
    network.close();
    executor.shutdownNow();
  }

  private static <T> T get(CompletionStage<T> stage) throws Exception {
    return stage.toCompletableFuture().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
  }

  private static byte[] file(int length) {
    byte[] file = new byte[length];
    new Random(length).nextBytes(file);
    return file;
  }

  @Test
  void oneClientFetchesWhatAnotherSent() throws Exception {
    Online ada = new Online("Ada");
    Online bob = new Online("Bob");
    for (MediaKind kind : MediaKind.values()) {
      var sent = get(ada.client.media().upload(kind, MediaSource.of(file(70_000))));
      assertThat(get(bob.client.media().download(sent.reference()))).isEqualTo(file(70_000));
      assertThat(sent.sidecar()).hasSize(kind.streams() ? 20 : 0);
    }
  }

  @Test
  void phonesSendAndFetchFilesToo() throws Exception {
    Online ada = new Online("Ada");
    PhoneMedia phones = network.media().forPhones(TENANT);
    MediaReference fromPhone =
        phones.upload(MediaKind.IMAGE, MediaSource.of(file(1000))).reference();
    assertThat(get(ada.client.media().download(fromPhone))).isEqualTo(file(1000));
    var fromClient = get(ada.client.media().upload(MediaKind.AUDIO, MediaSource.of(file(2000))));
    assertThat(phones.download(fromClient.reference())).isEqualTo(file(2000));
  }

  /** As a message: from a phone to a client and back, and brought back when the hosts lost it. */
  @ParameterizedTest
  @CsvSource({
    "image/jpeg,Image",
    "audio/ogg,Audio",
    "application/pdf,Document",
    "image/webp,Sticker"
  })
  void messagesCarryFilesBetweenPhonesAndClients(String mimeType, String type) throws Exception {
    Online ada = new Online("Ada");
    Phone bob = control.addPhone(TENANT, new NewPhone("Bob", Optional.empty()));
    SendRequest.Media file = SendRequest.Media.of(file(3000), mimeType);
    control.send(TENANT, bob.id(), SendRequest.to(ada.phone.id()).media(file));
    ReceivedMessage heard = ada.awaited(ClientEvent.MessageReceived.class).message();
    Attachment attachment = (Attachment) heard.body().content();
    assertThat(attachment.getClass().getSimpleName()).isEqualTo(type);
    assertThat(get(ada.client.media().download(attachment.media()))).isEqualTo(file(3000));

    Message again = ContentWriter.write((Content) attachment, Context.NONE, Instant.EPOCH);
    String id = ada.client.newMessageId();
    ada.client.send(new OutgoingMessage(id, Jid.parse(bob.jid()), again));
    await().atMost(PATIENCE).until(() -> received(bob, id).isPresent());
    assertThat(received(bob, id).orElseThrow().media().orElseThrow().mimeType())
        .isEqualTo(mimeType);
    assertThat(control.file(TENANT, bob.id(), id).bytes()).isEqualTo(file(3000));

    network.media().expire(attachment.media().directPath());
    ByteArrayOutputStream fetched = new ByteArrayOutputStream();
    get(ada.client.media().download(attachment.media(), heard.name(), () -> fetched));
    assertThat(fetched.toByteArray()).isEqualTo(file(3000));
  }

  @Test
  void picturesOfBothSidesCarryASmallOne() throws Exception {
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    ImageIO.write(new BufferedImage(300, 200, BufferedImage.TYPE_INT_RGB), "png", png);
    Online ada = new Online("Ada");
    Phone bob = control.addPhone(TENANT, new NewPhone("Bob", Optional.empty()));
    SendRequest.Media file = SendRequest.Media.of(png.toByteArray(), "image/png");
    control.send(TENANT, bob.id(), SendRequest.to(ada.phone.id()).media(file));
    assertShrunk((Image) ada.awaited(ClientEvent.MessageReceived.class).message().body().content());

    MediaSource source = MediaSource.of(png.toByteArray());
    Image ours = get(ada.client.media().upload(MediaKind.IMAGE, source)).image("image/png", "hi");
    assertShrunk(ours);
    assertThat(ours.caption()).isEqualTo("hi");
    var document = get(ada.client.media().upload(MediaKind.DOCUMENT, source));
    assertThat(document.thumbnail()).isEmpty();
  }

  private static void assertShrunk(Image image) throws IOException {
    assertThat(image.width()).isEqualTo(300);
    assertThat(image.height()).isEqualTo(200);
    BufferedImage small = ImageIO.read(image.thumbnail().newInput());
    assertThat(small.getWidth()).isEqualTo(72);
    assertThat(small.getHeight()).isEqualTo(48);
  }

  private Optional<ShownMessage> received(Phone phone, String id) {
    return control.messages(TENANT, phone.id(), Optional.empty(), Optional.empty()).stream()
        .filter(message -> message.id().equals(id))
        .findFirst();
  }

  @Test
  void aClientComesBackWhenTheHostsForgotItsAuth() throws Exception {
    Online ada = new Online("Ada");
    get(ada.client.media().upload(MediaKind.IMAGE, MediaSource.of(file(10))));
    network.media().open(MediaSettings.LOCAL);
    var sent = get(ada.client.media().upload(MediaKind.IMAGE, MediaSource.of(file(20))));
    assertThat(get(ada.client.media().download(sent.reference()))).isEqualTo(file(20));
  }

  @Test
  void saysWhenAFileIsGone() throws Exception {
    Online ada = new Online("Ada");
    var sent = get(ada.client.media().upload(MediaKind.IMAGE, MediaSource.of(file(10))));
    network.media().expire(sent.reference().directPath());
    assertThatThrownBy(() -> get(ada.client.media().download(sent.reference())))
        .hasCauseInstanceOf(MediaGoneException.class);
  }

  /** The phone never saw the message, so it has no file to bring back. */
  @Test
  void saysWhenOurPhoneDoesNotHaveTheFileEither() throws Exception {
    Online ada = new Online("Ada");
    Phone bob = control.addPhone(TENANT, new NewPhone("Bob", Optional.empty()));
    var sent = get(ada.client.media().upload(MediaKind.IMAGE, MediaSource.of(file(10))));
    network.media().expire(sent.reference().directPath());
    MessageName unknown = MessageName.inChat(Jid.parse(bob.jid()), false, "3A0123456789");
    ByteArrayOutputStream fetched = new ByteArrayOutputStream();
    assertThatThrownBy(
            () -> get(ada.client.media().download(sent.reference(), unknown, () -> fetched)))
        .hasCauseInstanceOf(MediaGoneException.class)
        .hasMessageContaining("The phone does not have the file any more");
    assertThat(fetched.size()).isZero();
  }

  @Test
  void membersSeeThePictureOfTheirGroup() throws Exception {
    Online ada = new Online("Ada");
    Online bob = new Online("Bob");
    Jid group = get(ada.client.groups().create("Rowing", List.of(Jid.parse(bob.phone.jid())))).id();
    assertThat(get(bob.client.pictures().download(group, Size.IMAGE))).isEmpty();
    byte[] jpeg = file(4000);
    jpeg[0] = (byte) 0xFF;
    jpeg[1] = (byte) 0xD8;
    String id = get(ada.client.pictures().setOf(group, jpeg));
    assertThat(get(bob.client.pictures().find(group, Size.IMAGE)))
        .hasValueSatisfying(place -> assertThat(place.id()).isEqualTo(id));
    assertThat(get(bob.client.pictures().download(group, Size.IMAGE))).contains(jpeg);
  }

  @Test
  void peopleSeeThePicturesOfOthers() throws Exception {
    Online ada = new Online("Ada");
    Online bob = new Online("Bob");
    Jid adas = Jid.parse(ada.phone.jid());
    assertThat(get(bob.client.pictures().find(adas, Size.IMAGE))).isEmpty();
    byte[] jpeg = file(5000);
    jpeg[0] = (byte) 0xFF;
    jpeg[1] = (byte) 0xD8;
    String id = get(ada.client.pictures().setOwn(jpeg));
    assertThat(get(bob.client.pictures().find(adas, Size.PREVIEW)))
        .hasValueSatisfying(place -> assertThat(place.id()).isEqualTo(id));
    assertThat(get(bob.client.pictures().download(adas, Size.IMAGE))).contains(jpeg);
    get(ada.client.pictures().removeOwn());
    assertThat(get(bob.client.pictures().download(adas, Size.IMAGE))).isEmpty();
  }
}
