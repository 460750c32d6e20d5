package org.ledplatform.whatsapp.client;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.ledplatform.whatsapp.group.Addressing;
import org.ledplatform.whatsapp.group.GroupMember;
import org.ledplatform.whatsapp.group.GroupMetadata;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.message.OutgoingMessage;
import org.ledplatform.whatsapp.message.ParticipantHash;
import org.ledplatform.whatsapp.message.Self;
import org.ledplatform.whatsapp.node.Node;
import org.ledplatform.whatsapp.signal.SignalException;
import org.ledplatform.whatsapp.socket.FrameTooLargeException;
import org.ledplatform.whatsapp.stanza.DeviceDirectory;
import org.ledplatform.whatsapp.stanza.GroupDirectory;
import org.ledplatform.whatsapp.stanza.NodeSender;
import org.ledplatform.whatsapp.stanza.QueryFailure;
import org.ledplatform.whatsapp.stanza.SessionSupply;

/**
 * To a group (protocol §8.3): who is in it, which devices they have, the key for those that lack
 * it, and the message once for all. Lives on the sending queue.
 */
final class GroupRoute implements Route {

  private static final Map<Integer, String> REFUSALS =
      Map.of(
          403, "we are not in this group",
          404, "there is no such group",
          410, "the group is no more");

  private final LinkedDevice device;
  private final GroupDirectory groups;
  private final DeviceDirectory directory;
  private final SessionSupply sessions;
  private final SentLists sentLists;

  /** Messages that left over this connection, until the network took or refused them. */
  private final Set<String> onTheWay = new HashSet<>();

  GroupRoute(
      LinkedDevice device,
      GroupDirectory groups,
      DeviceDirectory directory,
      SessionSupply sessions,
      SentLists sentLists) {
    this.device = device;
    this.groups = groups;
    this.directory = directory;
    this.sessions = sessions;
    this.sentLists = sentLists;
  }

  @Override
  public void send(OutgoingMessage message, Turn turn) {
    groups.find(
        message.to(),
        group -> turn.then(() -> address(message, group, turn)),
        failure -> refused(failure, turn));
  }

  private void address(OutgoingMessage message, GroupMetadata group, Turn turn) {
    Optional<GroupMember> me = me(group);
    if (me.isEmpty()) {
      groups.forget(group.id());
      turn.refuse("we are not in this group");
    } else if (group.settings().announcement() && !me.get().isAdmin()) {
      turn.refuse("only admins may write in this group");
    } else {
      devicesOf(
          group, devices -> turn.then(() -> prepare(message, group, devices, turn)), turn::failed);
    }
  }

  private void prepare(OutgoingMessage message, GroupMetadata group, List<Jid> devices, Turn turn) {
    List<Jid> others = others(devices);
    sessions.ensure(
        device.groupFanout().lacking(group, others, onTheWay),
        _ -> turn.then(() -> transmit(message, group, devices, turn)),
        turn::failed);
  }

  private void transmit(
      OutgoingMessage message, GroupMetadata group, List<Jid> devices, Turn turn) {
    String hash = ParticipantHash.of(devices);
    sentLists.leaving(message.id(), group.id(), devices);
    Node stanza =
        device.groupFanout().toAll(message, group, others(devices), hash, Set.copyOf(onTheWay));
    onTheWay.add(message.id());
    turn.send(stanza);
  }

  private static void refused(QueryFailure failure, Turn turn) {
    if (failure instanceof QueryFailure.Refused(int code, String _) && REFUSALS.containsKey(code)) {
      turn.refuse(REFUSALS.getOrDefault(code, ""));
    } else {
      turn.failed(failure);
    }
  }

  @Override
  public void hashed(
      SentLists.Sent sent, OutgoingMessage message, String hash, NodeSender out, Executor queue) {
    groups.refresh(
        sent.chat(),
        group -> {
          people(group).forEach(directory::forget);
          devicesOf(
              group,
              devices ->
                  queue.execute(
                      () ->
                          serve(
                              message, group, sentLists.leftOut(sent, devices, hash), out, queue)),
              _ -> {});
        },
        _ -> {});
  }

  private void serve(
      OutgoingMessage message,
      GroupMetadata group,
      List<Jid> leftOut,
      NodeSender out,
      Executor queue) {
    sessions.ensure(
        others(leftOut),
        ready -> queue.execute(() -> ready.forEach(jid -> again(message, group, jid, out))),
        _ -> {});
  }

  private void again(OutgoingMessage message, GroupMetadata group, Jid jid, NodeSender out) {
    try {
      out.send(device.groupFanout().again(message, group, jid, 0));
    } catch (SignalException | FrameTooLargeException _) {
      // Its signal session went away in between, or there is no room for it: it asks by itself.
    }
  }

  /**
   * A message is no longer on its way, and neither are the keys that left with it: the network took
   * or refused it, or it was lost.
   */
  void over(String id) {
    onTheWay.remove(id);
  }

  /** The network refused a message: what we know of its group may be old. */
  void refused(Jid group) {
    groups.forget(group);
  }

  private void devicesOf(
      GroupMetadata group, Consumer<List<Jid>> found, Consumer<QueryFailure> failed) {
    directory.find(people(group), found, failed);
  }

  private Collection<Jid> people(GroupMetadata group) {
    Self self = device.self();
    Jid own = group.addressing() == Addressing.LID ? self.lid() : self.jid();
    return Stream.concat(
            group.members().stream().map(GroupMember::jid), Stream.of(own.withoutDevice()))
        .distinct()
        .toList();
  }

  private List<Jid> others(List<Jid> devices) {
    return devices.stream().filter(jid -> !device.self().isThisDevice(jid)).toList();
  }

  private Optional<GroupMember> me(GroupMetadata group) {
    return group.member(device.self().lid()).or(() -> group.member(device.self().jid()));
  }
}
