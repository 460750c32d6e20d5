package org.ledplatform.whatsapp.group;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.jid.MalformedJidException;
import org.ledplatform.whatsapp.message.Admins;
import org.ledplatform.whatsapp.message.Self;
import org.ledplatform.whatsapp.node.MalformedNodeException;
import org.ledplatform.whatsapp.node.NodeCodec;
import org.ledplatform.whatsapp.node.TokenDictionary;
import org.ledplatform.whatsapp.node.UnexpectedNodeException;
import org.ledplatform.whatsapp.proto.StoredGroup;
import org.ledplatform.whatsapp.store.DeviceStore;
import org.ledplatform.whatsapp.store.RecordKey;
import org.ledplatform.whatsapp.store.RecordKind;
import org.ledplatform.whatsapp.store.StoreChange;
import org.ledplatform.whatsapp.store.StoredRecord;

/**
 * What is known about groups: in the store alone, read when somebody needs it, so that a thousand
 * groups take no memory. What the network tells about changes is applied; what does not fit makes
 * us forget the group, and whoever needs it next asks. Safe for use by many threads.
 */
public final class GroupCache implements Admins {

  /** A change that we never heard of must not stay unknown for good. */
  private static final Duration FRESH = Duration.ofHours(24);

  /**
   * The network's clocks differ by as much. To hear once more what an answer knew already does no
   * harm, because all that followed it is heard once more too.
   */
  private static final Duration OVERLAP = Duration.ofSeconds(10);

  private final DeviceStore store;
  private final Self self;
  private final Clock clock;
  private final NodeCodec codec = new NodeCodec(TokenDictionary.V3);
  private volatile Duration ahead = Duration.ZERO;

  public GroupCache(DeviceStore store, Self self, Clock clock) {
    this.store = store;
    this.self = self;
    this.clock = clock;
  }

  /**
   * @param askedAt by the network's clock, like the times of what it tells
   */
  private record Known(GroupMetadata group, Instant askedAt) {}

  /** The network has just told its time, which ours may differ from. */
  public void networkTime(Instant told) {
    ahead = Duration.between(clock.instant(), told);
  }

  /** The network's time as it was last told: late by as long as that was under way. */
  public Instant now() {
    return clock.instant().plus(ahead);
  }

  /** A group, when it is known and not too old. */
  public Optional<GroupMetadata> find(Jid group) {
    return read(group)
        .filter(known -> now().isBefore(known.askedAt().plus(FRESH)))
        .map(Known::group);
  }

  @Override
  public boolean mayBe(Jid group, Collection<Jid> names) {
    List<GroupMember> members = find(group).map(GroupMetadata::members).orElse(List.of());
    return members.isEmpty()
        || members.stream().anyMatch(m -> m.isAdmin() && names.stream().anyMatch(m::is));
  }

  /**
   * The change that remembers a group as the network told it.
   *
   * @param askedAt what {@link #now} said before the question left: what happens while the answer
   *     is under way may not be in it
   */
  public StoreChange putting(GroupMetadata group, Instant askedAt) {
    return put(group, askedAt.minus(OVERLAP));
  }

  /** The change that forgets a group, so that it is asked for when it is needed. */
  public static StoreChange forgetting(Jid group) {
    return StoreChange.remove(RecordKind.GROUP, group.toString());
  }

  /**
   * The changes that follow from what the network tells. Hearing the same twice changes nothing the
   * second time; what happened before we asked, or before we were added, is known already.
   */
  public List<StoreChange> hearing(GroupEvent event) {
    if (event.change() instanceof GroupChange.Created(GroupMetadata group, String _)) {
      return beginning(group, event.at());
    }
    if (ends(event.change())) {
      return leaving(event.group());
    }
    Optional<Known> known = read(event.group());
    if (known.isEmpty() || event.at().isBefore(known.get().askedAt())) {
      return List.of();
    }
    GroupMetadata before = known.get().group();
    if (!event.version().isEmpty() && event.version().equals(before.version())) {
      return List.of();
    }
    boolean fits =
        event.previous().isEmpty()
            || before.version().isEmpty()
            || event.previous().equals(before.version());
    if (!fits || !event.change().saysAll()) {
      return List.of(forgetting(event.group()));
    }
    GroupMetadata after = event.change().appliedTo(before);
    return List.of(
        put(event.version().isEmpty() ? after : after.at(event.version()), known.get().askedAt()));
  }

  /**
   * We were added, maybe long ago while we were away: what happened after that is still to come. A
   * time that is still to come makes nothing newer than now.
   */
  private List<StoreChange> beginning(GroupMetadata group, Instant at) {
    if (read(group.id()).filter(known -> !known.askedAt().isBefore(at)).isPresent()) {
      return List.of();
    }
    Instant now = now();
    return List.of(put(group, at.isBefore(now) ? at : now));
  }

  /**
   * The changes that forget a group with all sender keys of it, ours and those of its members:
   * whoever takes us in again hands us theirs, and gets a new one of ours.
   */
  private List<StoreChange> leaving(Jid group) {
    List<StoreChange> changes = new ArrayList<>(List.of(forgetting(group)));
    String prefix = group + "|";
    for (RecordKind kind : List.of(RecordKind.SENDER_KEY, RecordKind.SENDER_KEY_HOLDERS)) {
      store.list(kind).stream()
          .map(StoredRecord::name)
          .filter(name -> name.startsWith(prefix))
          .forEach(name -> changes.add(StoreChange.remove(kind, name)));
    }
    KeyUnderway.of(store, prefix).map(KeyUnderway::arrived).forEach(changes::add);
    return changes;
  }

  /** Whether we are out of the group by this. */
  private boolean ends(GroupChange change) {
    return switch (change) {
      case GroupChange.Removed(List<GroupMember> people) ->
          people.stream().anyMatch(m -> m.is(self.jid()) || m.is(self.lid()));
      case GroupChange.Deleted _ -> true;
      default -> false;
    };
  }

  private StoreChange put(GroupMetadata group, Instant askedAt) {
    return StoreChange.put(
        RecordKind.GROUP,
        group.id().toString(),
        StoredGroup.newBuilder()
            .setNode(ByteString.copyFrom(codec.encode(GroupNode.write(group))))
            .setAskedAt(askedAt.getEpochSecond())
            .build()
            .toByteArray());
  }

  /** A record that cannot be read is asked for again. */
  private Optional<Known> read(Jid group) {
    Optional<byte[]> record = store.read(new RecordKey(RecordKind.GROUP, group.toString()));
    if (record.isEmpty()) {
      return Optional.empty();
    }
    try {
      StoredGroup stored = StoredGroup.parseFrom(record.get());
      return Optional.of(
          new Known(
              GroupNode.read(codec.decode(stored.getNode().toByteArray())),
              Instant.ofEpochSecond(stored.getAskedAt())));
    } catch (InvalidProtocolBufferException
        | MalformedNodeException
        | UnexpectedNodeException
        | MalformedJidException _) {
      return Optional.empty();
    }
  }
}
