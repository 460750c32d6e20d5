package org.ledplatform.whatsapp.stanza;

import java.time.Clock;
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
import org.ledplatform.whatsapp.message.Vouching;
import org.ledplatform.whatsapp.node.Node;
import org.ledplatform.whatsapp.node.UnexpectedNodeException;
import org.ledplatform.whatsapp.pairing.KeyIndexList;
import org.ledplatform.whatsapp.store.DeviceStore;
import org.ledplatform.whatsapp.store.StoreChange;

/**
 * Which devices people have (protocol §8.1): asked from the network, kept for five minutes or until
 * a notification says that they changed. A companion counts only where the list has it that its
 * phone signed. Safe for use by many threads.
 */
public final class DeviceDirectory {

  private static final int MAX_DEVICE = 65_535;

  /** People in one question: a large group takes several. */
  private static final int MOST = 256;

  private static final Node NO_LIST = Node.of("key-index-list");

  private final Queries queries;
  private final Joined<Jid, List<Jid>> questions;
  private final AtomicLong asked = new AtomicLong();
  private final DeviceStore store;
  private final DeviceLists lists;
  private final CompanionLists signed;
  private final Contacts contacts;
  private final Clock clock;

  /**
   * @param turn runs a task after those that are waiting now: whoever is asked about until then is
   *     in the same question
   */
  public DeviceDirectory(
      Queries queries,
      DeviceStore store,
      Contacts contacts,
      Vouching vouching,
      Consumer<DeviceEvent> events,
      Clock clock,
      Executor turn) {
    this.queries = queries;
    this.questions = new Joined<>(MOST, turn, this::ask);
    this.store = store;
    this.lists = new DeviceLists(store);
    this.signed = new CompanionLists(store, contacts, vouching, events);
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
      lists.fresh(bare, clock.instant()).ifPresentOrElse(devices::addAll, () -> unknown.add(bare));
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

  /** The devices of a person changed: they are asked for again. */
  public void forget(Jid person) {
    store.commit(
        contacts.namesOf(person).stream()
            .map(name -> lists.outdated(name, Optional.empty()))
            .toList());
  }

  /**
   * A person's phone signed another list of its companions.
   *
   * @param list an encoded {@code ADVSignedKeyIndexList}
   * @return companions that we knew of and that are linked no longer; none when nobody knows
   *     whether the phone signed the list
   */
  public List<Jid> unlinked(Jid person, byte[] list) {
    List<Jid> gone = new ArrayList<>();
    List<StoreChange> changes = new ArrayList<>();
    for (Jid name : contacts.namesOf(person)) {
      signed
          .read(name, lists.of(name), list, Optional.empty())
          .flatMap(CompanionLists.Believed::signed)
          .ifPresent(
              believed -> {
                lists
                    .companions(name)
                    .forEach(
                        (number, keyIndex) -> {
                          if (!signed.has(believed, name.withDevice(number), keyIndex)) {
                            gone.add(name.withDevice(number));
                          }
                        });
                changes.add(lists.outdated(name, Optional.of(believed)));
              });
    }
    store.commit(changes);
    return gone;
  }

  /** Whoever was not asked about is left out: a network must not add readers to a message. */
  private Map<Jid, List<Jid>> learn(Node answer, Set<Jid> people) {
    Map<Jid, List<Jid>> devices = new LinkedHashMap<>();
    List<StoreChange> changes = new ArrayList<>();
    List<LidMap.Pair> pairs = new ArrayList<>();
    Map<Jid, Node> users = new LinkedHashMap<>();
    List<Node> list = answer.requireChild("usync").requireChild("list").children("user");
    for (Node user : list) {
      Jid person = user.requireJid("jid").withoutDevice();
      if (!people.contains(person)) {
        continue;
      }
      user.child("lid")
          .flatMap(lid -> lid.jid("val"))
          .flatMap(lid -> LidMap.Pair.of(person, lid))
          .ifPresent(pairs::add);
      users.put(person, user);
    }
    contacts.learn(pairs);
    users.forEach((person, user) -> devices.put(person, devices(person, user, changes)));
    store.commit(changes);
    return devices;
  }

  /** The phone, and the companions that it has on its list. */
  private List<Jid> devices(Jid person, Node user, List<StoreChange> changes) {
    Map<Integer, Integer> told = told(user);
    Optional<CompanionLists.Believed> list = Optional.empty();
    if (told.keySet().stream().anyMatch(number -> number != 0)) {
      Node node = user.requireChild("devices").child("key-index-list").orElse(NO_LIST);
      list = signed.read(person, lists.of(person), node.bytes(), node.time("ts"));
    }
    Optional<KeyIndexList> believed = list.map(CompanionLists.Believed::list);
    told.entrySet()
        .removeIf(
            device ->
                device.getKey() != 0
                    && believed
                        .filter(
                            l ->
                                signed.has(
                                    l, person.withDevice(device.getKey()), device.getValue()))
                        .isEmpty());
    changes.add(
        lists.telling(
            person, told, list.flatMap(CompanionLists.Believed::signed), clock.instant()));
    return told.keySet().stream().map(person::withDevice).toList();
  }

  /** The devices that the network told, with their key indexes. */
  private static Map<Integer, Integer> told(Node user) {
    Map<Integer, Integer> told = new LinkedHashMap<>();
    user.child("devices").stream()
        .flatMap(devices -> devices.child("device-list").stream())
        .flatMap(list -> list.children("device").stream())
        .forEach(
            device -> {
              long number = device.number("id").orElse(-1L);
              long keyIndex = number == 0 ? 0 : device.number("key-index").orElse(-1L);
              if (number >= 0
                  && number <= MAX_DEVICE
                  && keyIndex == (int) keyIndex
                  && keyIndex >= 0) {
                told.putIfAbsent((int) number, (int) keyIndex);
              }
            });
    return told;
  }
}
