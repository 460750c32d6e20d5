package org.ledplatform.whatsapp.stanza;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.ledplatform.whatsapp.group.GroupCache;
import org.ledplatform.whatsapp.group.GroupMember;
import org.ledplatform.whatsapp.group.GroupMetadata;
import org.ledplatform.whatsapp.group.GroupNode;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.jid.MalformedJidException;
import org.ledplatform.whatsapp.message.Contacts;
import org.ledplatform.whatsapp.message.LidMap;
import org.ledplatform.whatsapp.node.Node;
import org.ledplatform.whatsapp.node.UnexpectedNodeException;
import org.ledplatform.whatsapp.store.DeviceStore;
import org.ledplatform.whatsapp.store.StoreChange;

/**
 * What is to know about groups (protocol §9): from the {@link GroupCache} or asked from the
 * network. Safe for use by many threads.
 */
public final class GroupDirectory {

  private final Queries queries;
  private final Joined<Jid, GroupMetadata> questions;
  private final DeviceStore store;
  private final GroupCache cache;
  private final Contacts contacts;

  /**
   * @param turn runs a task after those that are waiting now
   */
  public GroupDirectory(
      Queries queries, DeviceStore store, GroupCache cache, Contacts contacts, Executor turn) {
    this.queries = queries;
    this.questions = new Joined<>(1, turn, this::ask);
    this.store = store;
    this.cache = cache;
    this.contacts = contacts;
  }

  /**
   * Finds a group.
   *
   * @param found hears it, at once or on the thread that handles stanzas
   * @param failed hears why the network could not tell
   */
  public void find(Jid group, Consumer<GroupMetadata> found, Consumer<QueryFailure> failed) {
    Optional<GroupMetadata> known = cache.find(group);
    if (known.isPresent()) {
      found.accept(known.get());
    } else {
      refresh(group, found, failed);
    }
  }

  /** Asks the network about a group, whatever is known. */
  public void refresh(Jid group, Consumer<GroupMetadata> found, Consumer<QueryFailure> failed) {
    questions.ask(List.of(group), told -> told.values().forEach(found), failed);
  }

  /** Asks for all groups that we are in, and remembers them. */
  public void refreshAll(Consumer<List<GroupMetadata>> found, Consumer<QueryFailure> failed) {
    Instant askedAt = cache.now();
    queries.ask(
        GroupQuestions.participating(),
        answer -> {
          List<GroupMetadata> groups;
          try {
            groups =
                answer.requireChild("groups").children("group").stream()
                    .map(GroupNode::read)
                    .toList();
          } catch (UnexpectedNodeException | MalformedJidException e) {
            failed.accept(new QueryFailure.Unreadable(String.valueOf(e.getMessage())));
            return;
          }
          keep(groups, askedAt);
          found.accept(groups);
        },
        failed);
  }

  /** Forgets a group, so that the next who needs it asks. */
  public void forget(Jid group) {
    store.commit(List.of(GroupCache.forgetting(group)));
  }

  /** Remembers what the network told about groups, and the addresses of their members. */
  private void keep(Collection<GroupMetadata> groups, Instant askedAt) {
    List<StoreChange> changes = new ArrayList<>();
    groups.stream()
        .filter(g -> !g.members().isEmpty())
        .map(g -> cache.putting(g, askedAt))
        .forEach(changes::add);
    store.commit(changes);
    learn(groups.stream().flatMap(g -> g.members().stream()).toList());
  }

  /** Learns that the addresses of each of these are one person's. */
  public void learn(Collection<GroupMember> members) {
    contacts.learn(
        members.stream()
            .flatMap(m -> m.otherJid().flatMap(o -> LidMap.Pair.of(m.jid(), o)).stream())
            .distinct()
            .toList());
  }

  private void ask(
      List<Jid> groups, Consumer<Map<Jid, GroupMetadata>> answered, Consumer<QueryFailure> failed) {
    Jid group = groups.getFirst();
    Instant askedAt = cache.now();
    queries.ask(
        GroupQuestions.metadata(group),
        answer -> {
          GroupMetadata told;
          try {
            told = read(answer, group);
          } catch (UnexpectedNodeException | MalformedJidException e) {
            failed.accept(new QueryFailure.Unreadable(String.valueOf(e.getMessage())));
            return;
          }
          keep(List.of(told), askedAt);
          answered.accept(Map.of(group, told));
        },
        failed);
  }

  private static GroupMetadata read(Node answer, Jid group) {
    GroupMetadata told = GroupNode.read(answer.requireChild("group"));
    if (!told.id().equals(group)) {
      throw new UnexpectedNodeException("The network told about another group");
    }
    return told;
  }
}
