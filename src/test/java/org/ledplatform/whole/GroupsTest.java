package org.ledplatform.whole;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.ledplatform.sandbox.SandboxNetwork;
import org.ledplatform.sandbox.control.NewPhone;
import org.ledplatform.sandbox.control.Phone;
import org.ledplatform.sandbox.control.SandboxControl;
import org.ledplatform.sandbox.storage.MemorySandboxStorage;
import org.ledplatform.whatsapp.client.ClientConfig;
import org.ledplatform.whatsapp.client.ClientEvent;
import org.ledplatform.whatsapp.client.WhatsAppClient;
import org.ledplatform.whatsapp.group.Addressing;
import org.ledplatform.whatsapp.group.GroupChange;
import org.ledplatform.whatsapp.group.GroupMetadata;
import org.ledplatform.whatsapp.group.MemberResult;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.message.OutgoingMessage;
import org.ledplatform.whatsapp.proto.StoredKeyHolders;
import org.ledplatform.whatsapp.socket.MemorySockets;
import org.ledplatform.whatsapp.store.MemoryDeviceStore;
import org.ledplatform.whatsapp.store.RecordKind;
import org.ledplatform.whatsapp.store.StoreChange;

/** Three of our clients in one group of our network, in both addressings. */
class GroupsTest {

  private static final String TENANT = "local";
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final ExecutorService executor = Executors.newFixedThreadPool(4);
  private final SandboxNetwork network =
      new SandboxNetwork(
          new MemorySandboxStorage(), executor, Clock.systemUTC(), new SecureRandom());
  private final SandboxControl control = new SandboxControl(network);
  private final Person ada = new Person("Ada");
  private final Person bob = new Person("Bob");
  private final Person cyd = new Person("Cyd");

  /** Somebody with a phone and a client of ours. */
  private final class Person {
    final Phone phone;
    final MemoryDeviceStore store = new MemoryDeviceStore();
    final List<ClientEvent> events = new CopyOnWriteArrayList<>();
    WhatsAppClient client;

    Person(String name) {
      phone = control.addPhone(TENANT, new NewPhone(name, Optional.empty()));
      client = newClient();
      client.connect();
      control.scan(TENANT, phone.id(), awaited(ClientEvent.QrOffered.class).text());
      awaited(ClientEvent.Online.class);
    }

    WhatsAppClient newClient() {
      return new WhatsAppClient(
          ClientConfig.of(network.rootKey(), "LED"),
          MemorySockets.connector(network::accept, executor),
          store,
          executor,
          Clock.systemUTC(),
          new SecureRandom(),
          this::heard);
    }

    private void heard(ClientEvent event) {
      events.add(event);
      if (event instanceof ClientEvent.MessageReceived(var message)
          && message.text().equals("!ping")) {
        var reply =
            OutgoingMessage.text(
                client.newMessageId(), message.chat(), "pong", Optional.of(message.asQuote()));
        client.settle(message.ref(), Optional.of(reply));
      }
    }

    <T extends ClientEvent> T awaited(Class<T> type) {
      await().atMost(PATIENCE).until(() -> events.stream().anyMatch(type::isInstance));
      return type.cast(events.stream().filter(type::isInstance).findFirst().orElseThrow());
    }

    void restart() {
      client.disconnect();
      events.clear();
      client = newClient();
      client.connect();
      awaited(ClientEvent.Online.class);
    }

    Jid jid(Addressing addressing) {
      return Jid.parse(addressing == Addressing.LID ? phone.lid() : phone.jid());
    }

    void say(Jid group, String text) {
      client.send(OutgoingMessage.text(client.newMessageId(), group, text, Optional.empty()));
    }

    List<String> heard(Jid chat) {
      return events.stream()
          .filter(ClientEvent.MessageReceived.class::isInstance)
          .map(e -> ((ClientEvent.MessageReceived) e).message())
          .filter(m -> m.chat().equals(chat))
          .map(m -> m.text())
          .toList();
    }

    void awaitHeard(Jid chat, String text) {
      await().atMost(PATIENCE).until(() -> heard(chat).contains(text));
    }

    void awaitChange(Class<? extends GroupChange> type) {
      await()
          .atMost(PATIENCE)
          .until(
              () ->
                  events.stream()
                      .anyMatch(
                          e ->
                              e instanceof ClientEvent.GroupChanged(var event)
                                  && type.isInstance(event.change())));
    }
  }

  @AfterEach
  void stop() {
    Stream.of(ada, bob, cyd).forEach(person -> person.client.disconnect());
    network.close();
    executor.shutdownNow();
  }

  private static <T> T done(CompletionStage<T> stage) throws Exception {
    return stage.toCompletableFuture().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
  }

  private Jid group(Addressing addressing, Person... others) throws Exception {
    List<Jid> people = Stream.of(others).map(p -> p.jid(addressing)).toList();
    GroupMetadata made = done(ada.client.groups().create("Friends", people));
    assertThat(made.addressing()).isEqualTo(addressing);
    for (Person other : others) {
      other.awaitChange(GroupChange.Created.class);
    }
    return made.id();
  }

  @ParameterizedTest
  @EnumSource(Addressing.class)
  void everybodyReadsEverybodyAndAPingIsAnswered(Addressing addressing) throws Exception {
    Jid group = group(addressing, bob, cyd);
    ada.say(group, "hello from Ada");
    bob.awaitHeard(group, "hello from Ada");
    cyd.awaitHeard(group, "hello from Ada");
    bob.say(group, "!ping");
    ada.awaitHeard(group, "pong");
    await()
        .atMost(PATIENCE)
        .until(() -> bob.heard(group).stream().filter("pong"::equals).count() == 2);
    assertThat(Stream.of(ada, bob, cyd).flatMap(p -> p.events.stream()))
        .noneMatch(e -> e instanceof ClientEvent.MessageRefused)
        .noneMatch(e -> e instanceof ClientEvent.MessageUndecryptable);
  }

  @ParameterizedTest
  @EnumSource(Addressing.class)
  void whoComesLaterReadsOnlyWhatComesAfterAndWhoLeavesReadsNoMore(Addressing addressing)
      throws Exception {
    Jid group = group(addressing, bob);
    ada.say(group, "before Cyd");
    bob.awaitHeard(group, "before Cyd");
    assertThat(done(ada.client.groups().add(group, List.of(cyd.jid(addressing)))))
        .containsExactly(new MemberResult.Done(cyd.jid(addressing)));
    cyd.awaitChange(GroupChange.Created.class);
    bob.awaitChange(GroupChange.Added.class);
    ada.say(group, "with Cyd");
    cyd.awaitHeard(group, "with Cyd");
    assertThat(cyd.heard(group)).doesNotContain("before Cyd");

    int oldKey = keyOf(ada, group);
    done(cyd.client.groups().leave(group));
    ada.awaitChange(GroupChange.Removed.class);
    bob.awaitChange(GroupChange.Removed.class);
    ada.say(group, "without Cyd");
    bob.awaitHeard(group, "without Cyd");
    assertThat(keyOf(ada, group)).isNotEqualTo(oldKey);
    assertThat(cyd.heard(group)).doesNotContain("without Cyd");
    cyd.say(group, "let me in");
    cyd.awaited(ClientEvent.MessageRefused.class);
  }

  /** Which key somebody writes with. */
  private static int keyOf(Person person, Jid group) throws Exception {
    byte[] holders =
        person.store.list(RecordKind.SENDER_KEY_HOLDERS).stream()
            .filter(record -> record.name().startsWith(group.toString()))
            .findFirst()
            .orElseThrow()
            .value();
    return StoredKeyHolders.parseFrom(holders).getKeyId();
  }

  @Test
  void aRestartKeepsTheKeysOfBothSides() throws Exception {
    Jid group = group(Addressing.LID, bob);
    ada.say(group, "one");
    bob.awaitHeard(group, "one");
    int before = keyOf(ada, group);
    ada.restart();
    bob.restart();
    ada.say(group, "two");
    bob.awaitHeard(group, "two");
    assertThat(keyOf(ada, group)).isEqualTo(before);
    assertThat(bob.events).noneMatch(e -> e instanceof ClientEvent.MessageUndecryptable);
  }

  @Test
  void aLostKeyIsAskedForAndTheMessageArrivesAfterAll() throws Exception {
    Jid group = group(Addressing.PHONE, bob);
    ada.say(group, "one");
    bob.awaitHeard(group, "one");
    bob.store.commit(
        bob.store.list(RecordKind.SENDER_KEY).stream()
            .map(r -> StoreChange.remove(RecordKind.SENDER_KEY, r.name()))
            .toList());
    ada.say(group, "two");
    bob.awaitHeard(group, "two");
    ada.say(group, "three");
    bob.awaitHeard(group, "three");
    assertThat(bob.heard(group)).containsExactly("one", "two", "three");
  }

  @Test
  void whatIsKnownAboutAGroupFollowsItsChanges() throws Exception {
    Jid group = group(Addressing.LID, bob);
    assertThat(done(bob.client.groups().metadata(group)).subject().text()).isEqualTo("Friends");
    done(ada.client.groups().profile().rename(group, "Enemies"));
    bob.awaitChange(GroupChange.SubjectChanged.class);
    assertThat(done(bob.client.groups().metadata(group)).subject().text()).isEqualTo("Enemies");
    done(ada.client.groups().profile().setAnnouncement(group, true));
    bob.awaitChange(GroupChange.AnnouncementChanged.class);
    bob.say(group, "may I?");
    assertThat(bob.awaited(ClientEvent.MessageRefused.class).reason())
        .isEqualTo("only admins may write in this group");
    String code = done(ada.client.groups().entrance().inviteCode(group));
    assertThat(done(cyd.client.groups().entrance().join(code)).group()).isEqualTo(group);
    done(ada.client.groups().profile().describe(group, Optional.of("Bring cake")));
    cyd.awaitChange(GroupChange.DescriptionChanged.class);
    assertThat(done(cyd.client.groups().metadata(group)).description().orElseThrow().text())
        .isEqualTo("Bring cake");
    assertThat(done(cyd.client.groups().mine())).hasSize(1);
  }
}
