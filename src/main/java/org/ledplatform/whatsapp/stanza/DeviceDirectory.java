package org.ledplatform.whatsapp.stanza;

import com.google.protobuf.InvalidProtocolBufferException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.jid.MalformedJidException;
import org.ledplatform.whatsapp.message.Contacts;
import org.ledplatform.whatsapp.message.LidMap;
import org.ledplatform.whatsapp.node.Node;
import org.ledplatform.whatsapp.node.UnexpectedNodeException;
import org.ledplatform.whatsapp.proto.StoredDeviceList;
import org.ledplatform.whatsapp.store.DeviceStore;
import org.ledplatform.whatsapp.store.RecordKey;
import org.ledplatform.whatsapp.store.RecordKind;
import org.ledplatform.whatsapp.store.StoreChange;

/**
 * Which devices people have (protocol §8.1): asked from the network, kept for five minutes or until
 * a notification says that they changed. Safe for use by many threads.
 */
public final class DeviceDirectory {

  private static final Duration FRESH = Duration.ofMinutes(5);
  private static final int MAX_DEVICE = 65_535;

  /** People in one question: a large group takes several. */
  private static final int MOST = 256;

  private final Queries queries;
  private final Joined<Jid, List<Jid>> questions;
  private final AtomicLong asked = new AtomicLong();
  private final DeviceStore store;
  private final Contacts contacts;
  private final Clock clock;

  /**
   * @param turn runs a task after those that are waiting now: whoever is asked about until then is
   *     in the same question
   */
  public DeviceDirectory(
      Queries queries, DeviceStore store, Contacts contacts, Clock clock, Executor turn) {
    this.queries = queries;
    this.questions = new Joined<>(MOST, turn, this::ask);
    this.store = store;
    this.contacts = contacts;
    this.clock = clock;
  }

  /**
   * Finds all devices of these people, in the addressing that was asked for. People without devices
   * are not on WhatsApp.
   *
   * @param found hears the devices, at once or on the thread that handles stanzas
   * @param failed hears why the network could not tell
   */
  public void find(
      Collection<Jid> people, Consumer<List<Jid>> found, Consumer<QueryFailure> failed) {
    List<Jid> devices = new ArrayList<>();
    List<Jid> unknown = new ArrayList<>();
    for (Jid person : people) {
      Jid bare = person.withoutDevice();
      known(bare).ifPresentOrElse(devices::addAll, () -> unknown.add(bare));
    }
    if (unknown.isEmpty()) {
      found.accept(devices);
      return;
    }
    questions.ask(
        unknown,
        told -> {
          told.values().forEach(devices::addAll);
          found.accept(devices);
        },
        failed);
  }

  private void ask(
      List<Jid> people, Consumer<Map<Jid, List<Jid>>> answered, Consumer<QueryFailure> failed) {
    String sid = clock.millis() + "-" + asked.incrementAndGet();
    queries.ask(
        Questions.devicesOf(people, sid),
        answer -> {
          Map<Jid, List<Jid>> told;
          try {
            told = learn(answer, Set.copyOf(people));
          } catch (UnexpectedNodeException | MalformedJidException e) {
            failed.accept(new QueryFailure.Unreadable(String.valueOf(e.getMessage())));
            return;
          }
          answered.accept(told);
        },
        failed);
  }

  /** Forgets the devices of a person: they changed. */
  public void forget(Jid person) {
    store.commit(
        contacts.namesOf(person).stream()
            .map(jid -> StoreChange.remove(RecordKind.DEVICE_LIST, jid.toString()))
            .toList());
  }

  /** Whoever was not asked about is left out: a network must not add readers to a message. */
  private Map<Jid, List<Jid>> learn(Node answer, Set<Jid> people) {
    Map<Jid, List<Jid>> devices = new LinkedHashMap<>();
    List<StoreChange> changes = new ArrayList<>();
    List<LidMap.Pair> pairs = new ArrayList<>();
    List<Node> users = answer.requireChild("usync").requireChild("list").children("user");
    for (Node user : users) {
      Jid person = user.requireJid("jid").withoutDevice();
      if (!people.contains(person)) {
        continue;
      }
      user.child("lid")
          .flatMap(lid -> lid.jid("val"))
          .flatMap(lid -> LidMap.Pair.of(person, lid))
          .ifPresent(pairs::add);
      List<Integer> numbers = numbers(user);
      devices.put(person, numbers.stream().map(person::withDevice).toList());
      changes.add(remembering(person, numbers));
    }
    contacts.learn(pairs);
    store.commit(changes);
    return devices;
  }

  /** The phone, and the companions that the account vouches for with a key index. */
  private static List<Integer> numbers(Node user) {
    return user.child("devices").stream()
        .flatMap(devices -> devices.child("device-list").stream())
        .flatMap(list -> list.children("device").stream())
        .filter(device -> device.has("id", "0") || device.attribute("key-index").isPresent())
        .flatMap(device -> device.number("id").stream())
        .filter(id -> id >= 0 && id <= MAX_DEVICE)
        .map(Long::intValue)
        .distinct()
        .toList();
  }

  private StoreChange remembering(Jid person, List<Integer> numbers) {
    return StoreChange.put(
        RecordKind.DEVICE_LIST,
        person.toString(),
        StoredDeviceList.newBuilder()
            .addAllDevice(numbers)
            .setAskedAt(clock.instant().getEpochSecond())
            .build()
            .toByteArray());
  }

  private Optional<List<Jid>> known(Jid person) {
    return store
        .read(new RecordKey(RecordKind.DEVICE_LIST, person.withoutDevice().toString()))
        .flatMap(DeviceDirectory::parse)
        .filter(
            list ->
                list.getDeviceCount() > 0
                    && clock
                        .instant()
                        .isBefore(Instant.ofEpochSecond(list.getAskedAt()).plus(FRESH)))
        .map(list -> list.getDeviceList().stream().map(person::withDevice).toList());
  }

  /** A list that cannot be read is asked for again. */
  private static Optional<StoredDeviceList> parse(byte[] record) {
    try {
      return Optional.of(StoredDeviceList.parseFrom(record));
    } catch (InvalidProtocolBufferException _) {
      return Optional.empty();
    }
  }
}
