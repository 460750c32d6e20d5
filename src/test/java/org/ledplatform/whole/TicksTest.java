package org.ledplatform.whole;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.ledplatform.sandbox.SandboxNetwork;
import org.ledplatform.sandbox.control.NewPhone;
import org.ledplatform.sandbox.control.Phone;
import org.ledplatform.sandbox.control.Reads;
import org.ledplatform.sandbox.control.SandboxControl;
import org.ledplatform.sandbox.control.SendRequest;
import org.ledplatform.sandbox.control.ShownMessage;
import org.ledplatform.sandbox.media.MediaSettings;
import org.ledplatform.sandbox.media.PhoneMedia;
import org.ledplatform.sandbox.storage.MemorySandboxStorage;
import org.ledplatform.whatsapp.client.ClientConfig;
import org.ledplatform.whatsapp.client.ClientEvent;
import org.ledplatform.whatsapp.client.WhatsAppClient;
import org.ledplatform.whatsapp.content.Audio;
import org.ledplatform.whatsapp.content.MessageName;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.media.MediaKind;
import org.ledplatform.whatsapp.media.MediaSource;
import org.ledplatform.whatsapp.message.OutgoingMessage;
import org.ledplatform.whatsapp.message.ReceivedMessage;
import org.ledplatform.whatsapp.socket.MemorySockets;
import org.ledplatform.whatsapp.stanza.ReceiptKind;
import org.ledplatform.whatsapp.store.MemoryDeviceStore;

/** Our bot's messages with somebody who reads when told to (protocol §8.6). */
class TicksTest {

  private static final String TENANT = "local";
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final ExecutorService executor = Executors.newFixedThreadPool(4);
  private final SandboxNetwork network =
      new SandboxNetwork(
          new MemorySandboxStorage(), executor, Clock.systemUTC(), new SecureRandom());
  private final SandboxControl control = new SandboxControl(network);
  private final List<ClientEvent> events = new CopyOnWriteArrayList<>();
  private final WhatsAppClient client =
      new WhatsAppClient(
          ClientConfig.of(network.rootKey(), "LED"),
          MemorySockets.connector(network::accept, executor),
          new MemoryDeviceStore(),
          executor,
          Clock.systemUTC(),
          new SecureRandom(),
          events::add);
  private Phone owner;
  private Phone anna;

  @BeforeEach
  void pair() throws IOException {
    network.media().open(MediaSettings.LOCAL);
    owner = control.addPhone(TENANT, new NewPhone("Owner", Optional.empty(), Reads.ON_DEMAND));
    anna = control.addPhone(TENANT, new NewPhone("Anna", Optional.empty(), Reads.ON_DEMAND));
    client.connect();
    control.scan(TENANT, owner.id(), awaited(ClientEvent.QrOffered.class).text());
    awaited(ClientEvent.Online.class);
  }

  @AfterEach
  void stop() {
    client.disconnect();
    network.close();
    executor.shutdownNow();
  }

  private <T extends ClientEvent> T awaited(Class<T> type) {
    await().atMost(PATIENCE).until(() -> events.stream().anyMatch(type::isInstance));
    return type.cast(events.stream().filter(type::isInstance).toList().getLast());
  }

  private List<ReceiptKind> told(String id) {
    return events.stream()
        .filter(ClientEvent.ReceiptReceived.class::isInstance)
        .map(ClientEvent.ReceiptReceived.class::cast)
        .filter(receipt -> receipt.ids().contains(id))
        .map(ClientEvent.ReceiptReceived::kind)
        .toList();
  }

  private void awaitTold(String id, ReceiptKind... kinds) {
    await().atMost(PATIENCE).untilAsserted(() -> assertThat(told(id)).containsExactly(kinds));
  }

  private ShownMessage shown(Phone phone, String id) {
    return control.messages(TENANT, phone.id(), Optional.empty(), Optional.empty()).stream()
        .filter(m -> m.id().equals(id))
        .findFirst()
        .orElseThrow();
  }

  private void awaitShown(Phone phone, String id, ShownMessage.Status status) {
    await()
        .atMost(PATIENCE)
        .ignoreExceptions()
        .untilAsserted(() -> assertThat(shown(phone, id).status()).isEqualTo(status));
  }

  private String say(String text) {
    String id = client.newMessageId();
    client.send(OutgoingMessage.text(id, Jid.parse(anna.jid()), text, Optional.empty()));
    return id;
  }

  @Test
  void aTextIsDeliveredAndReadWhenTheReaderIsToldTo() {
    String one = say("one");
    String two = say("two");
    awaitTold(one, ReceiptKind.DELIVERED);
    awaitTold(two, ReceiptKind.DELIVERED);
    awaitShown(owner, one, ShownMessage.Status.DELIVERED);

    control.read(TENANT, anna.id(), owner.id());
    awaitTold(one, ReceiptKind.DELIVERED, ReceiptKind.READ);
    awaitTold(two, ReceiptKind.DELIVERED, ReceiptKind.READ);
    awaitShown(owner, two, ShownMessage.Status.READ);
    control.read(TENANT, anna.id(), owner.id());
    String three = say("three");
    awaitTold(three, ReceiptKind.DELIVERED);
    assertThat(told(one)).hasSize(2);
  }

  @Test
  void aVoiceNoteIsDeliveredReadAndPlayed() {
    PhoneMedia.Sent sent =
        network
            .media()
            .forPhones(TENANT)
            .upload(MediaKind.AUDIO, MediaSource.of(new byte[] {1, 2, 3}));
    String id = client.newMessageId();
    Audio voice =
        new Audio(
            sent.reference(),
            "audio/ogg; codecs=opus",
            Duration.ofSeconds(1),
            true,
            ByteString.EMPTY,
            ByteString.EMPTY);
    client.send(OutgoingMessage.of(id, Jid.parse(anna.jid()), voice));
    awaitTold(id, ReceiptKind.DELIVERED);
    await().atMost(PATIENCE).ignoreExceptions().until(() -> shown(anna, id).kind().equals("voice"));

    control.play(TENANT, anna.id(), id);
    awaitTold(id, ReceiptKind.DELIVERED, ReceiptKind.READ, ReceiptKind.PLAYED);
    assertThat(shown(anna, id).played()).isTrue();
    await().atMost(PATIENCE).until(() -> shown(owner, id).played());
    assertThat(shown(owner, id).status()).isEqualTo(ShownMessage.Status.READ);
  }

  @Test
  void whatTheBotReadsIsReadOnItsPhoneToo() {
    String id = control.send(TENANT, anna.id(), SendRequest.text(owner.jid(), "hello")).messageId();
    awaitShown(owner, id, ShownMessage.Status.DELIVERED);
    ReceivedMessage heard = awaited(ClientEvent.MessageReceived.class).message();

    client.manners().markRead(List.of(MessageName.inChat(heard.chat(), false, id)));
    awaitShown(owner, id, ShownMessage.Status.READ);
    awaitShown(anna, id, ShownMessage.Status.READ);
  }
}
