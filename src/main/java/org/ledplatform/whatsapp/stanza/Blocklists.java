package org.ledplatform.whatsapp.stanza;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.message.BlockedPeople;
import org.ledplatform.whatsapp.message.Contacts;
import org.ledplatform.whatsapp.message.LidMap;
import org.ledplatform.whatsapp.node.Node;

/**
 * Keeps the list of whom the account has blocked as the network has it (protocol §6.1, §6.8, §11):
 * asked for at each login by the hash of the one that is known, changed by notifications and by us.
 * The network wants the LID of whom we block, and their phone number beside it. Lives on the lane.
 */
public final class Blocklists {

  private final Queries queries;
  private final BlockedPeople people;
  private final Contacts contacts;
  private final DeviceDirectory directory;
  private final Consumer<? super StateEvent> events;

  public Blocklists(
      Queries queries,
      BlockedPeople people,
      Contacts contacts,
      DeviceDirectory directory,
      Consumer<? super StateEvent> events) {
    this.queries = queries;
    this.people = people;
    this.contacts = contacts;
    this.directory = directory;
    this.events = events;
  }

  /** Asks for the list unless ours is the present one. Without an answer what is known stays. */
  public void refresh() {
    String hash = people.hash();
    queries.ask(
        Questions.blocklist(hash),
        this::answered,
        failure -> {
          if (failure instanceof QueryFailure.Refused && !hash.isEmpty()) {
            // Perhaps the network does not compare hashes.
            queries.ask(Questions.blocklist(""), this::answered, _ -> {});
          }
        });
  }

  private void answered(Node answer) {
    answer.child("list").filter(list -> !isOurs(list)).ifPresent(this::replace);
  }

  private boolean isOurs(Node list) {
    boolean same = !hash(list).isEmpty() && hash(list).equals(people.hash());
    return list.has("matched", "true") || (same && list.children("item").isEmpty());
  }

  private void replace(Node list) {
    List<Node> items = list.children("item");
    learn(items);
    tell(people.replace(hash(list), jids(items)));
  }

  /** Another device of the account changed it: durable before it is acknowledged. */
  void hear(Node told) {
    boolean ours = told.attribute("prev_dhash").map(people.hash()::equals).orElse(true);
    if (told.has("action", "modify") || !ours) {
      people.change("", List.of(), List.of());
      refresh();
      return;
    }
    learn(told.children("item"));
    tell(people.change(hash(told), acted(told, "block"), acted(told, "unblock")));
  }

  private static List<Jid> acted(Node told, String action) {
    return jids(told.children("item").stream().filter(item -> item.has("action", action)).toList());
  }

  /**
   * Blocks somebody, or lets them write again.
   *
   * @param done called when the network has taken it and it is durable here
   */
  public void change(Jid person, boolean block, Runnable done, Consumer<QueryFailure> failed) {
    Jid bare = person.withoutDevice();
    if (contacts.lidOf(bare).isPresent()) {
      ask(bare, block, done, failed);
    } else {
      // The list of somebody's devices comes with their LID.
      directory.forget(bare);
      directory.find(List.of(bare), _ -> ask(bare, block, done, failed), failed);
    }
  }

  private void ask(Jid person, boolean block, Runnable done, Consumer<QueryFailure> failed) {
    Jid named = contacts.lidOf(person).orElse(person);
    Optional<Jid> phone = block && named.isLid() ? contacts.phoneOf(person) : Optional.empty();
    queries.ask(
        Questions.blocking(named, phone, block),
        answer -> {
          changed(answer.child("list"), named, block);
          done.run();
        },
        failed);
  }

  /** Some networks answer with the whole list, some with its hash alone. */
  private void changed(Optional<Node> list, Jid person, boolean block) {
    if (list.filter(l -> !l.children("item").isEmpty()).isPresent()) {
      replace(list.get());
    } else {
      List<Jid> one = List.of(person);
      String hash = list.map(Blocklists::hash).orElse("");
      tell(people.change(hash, block ? one : List.of(), block ? List.of() : one));
    }
  }

  private void tell(BlockedPeople.Change change) {
    if (!change.isEmpty()) {
      events.accept(new StateEvent.BlocklistChanged(change));
    }
  }

  private void learn(List<Node> items) {
    List<LidMap.Pair> pairs = new ArrayList<>();
    for (Node item : items) {
      item.jid("jid")
          .flatMap(jid -> item.jid("pn_jid").flatMap(phone -> LidMap.Pair.of(jid, phone)))
          .ifPresent(pairs::add);
    }
    contacts.suggest(pairs);
  }

  private static List<Jid> jids(List<Node> items) {
    return items.stream()
        .flatMap(item -> item.jid("jid").stream())
        .filter(jid -> jid.isPhone() || jid.isLid())
        .toList();
  }

  private static String hash(Node list) {
    return list.attribute("dhash").orElse("");
  }
}
