package org.ledplatform.sandbox.query;

import com.google.protobuf.InvalidProtocolBufferException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.ledplatform.sandbox.account.Account;
import org.ledplatform.sandbox.account.AppStates;
import org.ledplatform.sandbox.delivery.Caller;
import org.ledplatform.sandbox.delivery.Notices;
import org.ledplatform.sandbox.media.SandboxMedia;
import org.ledplatform.sandbox.storage.SandboxStorageException;
import org.ledplatform.whatsapp.node.Node;
import org.ledplatform.whatsapp.proto.ExternalBlobReference;
import org.ledplatform.whatsapp.proto.SyncdPatch;
import org.ledplatform.whatsapp.proto.SyncdVersion;

/**
 * Collections of app state (protocol §6.9): takes a patch on top of the present version, gives the
 * patches that somebody lacks, and tells the account's other devices. Who lacks more than the
 * patches behind the snapshot is told where that is, and gets the patches behind it.
 */
final class AppStateQuery implements Query {

  private static final Set<String> NAMES =
      Set.of("critical_block", "critical_unblock_low", "regular_high", "regular_low", "regular");

  /** How many patches one answer holds. */
  private static final int PAGE = 100;

  private static final int MAX_PATCH = 64 * 1024;

  private final AppStates states;
  private final Notices notices;
  private final SandboxMedia media;

  AppStateQuery(AppStates states, Notices notices, SandboxMedia media) {
    this.states = states;
    this.notices = notices;
    this.media = media;
  }

  @Override
  public List<Node> answer(Caller caller, Node iq) {
    List<Node> asked = iq.requireChild("sync").children("collection");
    if (asked.stream().anyMatch(collection -> !NAMES.contains(collection.require("name")))) {
      throw QueryRefused.badRequest();
    }
    List<Node> answers = new ArrayList<>();
    asked.forEach(collection -> answers.add(answerFor(caller, collection)));
    return List.of(Node.of("sync").holding(answers));
  }

  private Node answerFor(Caller caller, Node collection) {
    String name = collection.require("name");
    String phone = caller.account().phone();
    Node answer = Node.of("collection").with("name", name);
    int present = states.version(phone, name);
    long has = collection.number("version").orElse(0L);
    if (has < 0 || has > present) {
      return refused(answer, 400);
    }
    if (collection.child("patch").isEmpty()) {
      return given(caller.account(), answer, name, (int) has);
    }
    if (has != present) {
      return refused(answer, 409);
    }
    byte[] patch = collection.requireChild("patch").bytes();
    Optional<byte[]> numbered = numbered(patch, present + 1);
    if (numbered.isEmpty()) {
      return refused(answer, 400);
    }
    if (patch.length > MAX_PATCH || !states.hasRoomFor(phone, name, numbered.get().length)) {
      return refused(answer, 406);
    }
    states.add(phone, name, numbered.get());
    notices.stateChanged(caller.account(), caller.device().id(), name, present + 1);
    return answer.with("version", present + 1).with("type", "result");
  }

  private Node given(Account account, Node answer, String name, int has) {
    String phone = account.phone();
    Optional<AppStates.Snapshot> snapshot =
        states.snapshot(phone, name).filter(s -> has < s.version());
    int from = snapshot.map(AppStates.Snapshot::version).orElse(has);
    List<byte[]> missing = states.after(phone, name, from);
    List<Node> page = missing.stream().limit(PAGE).map(patch -> Node.of("patch", patch)).toList();
    Node told = answer.with("version", from + page.size()).with("type", "result");
    if (missing.size() > PAGE) {
      told = told.with("has_more_patches", "true");
    }
    if (snapshot.isPresent()) {
      haveRestored(account, name, snapshot.get());
      told = told.adding(Node.of("snapshot", snapshot.get().place()));
    }
    return page.isEmpty() ? told : told.adding(Node.of("patches").holding(page));
  }

  /** Clients that cannot fetch it ask again after a while (protocol §10.5). */
  private void haveRestored(Account account, String name, AppStates.Snapshot snapshot) {
    try {
      if (!media.has(ExternalBlobReference.parseFrom(snapshot.place()).getDirectPath())) {
        notices.snapshotLost(account, name);
      }
    } catch (InvalidProtocolBufferException e) {
      throw new SandboxStorageException("The place of a snapshot cannot be read", e);
    }
  }

  /** The patch with the version that it makes, as readers want it; empty when it is none. */
  private static Optional<byte[]> numbered(byte[] patch, int version) {
    try {
      return Optional.of(
          SyncdPatch.parseFrom(patch).toBuilder()
              .setVersion(SyncdVersion.newBuilder().setVersion(version))
              .build()
              .toByteArray());
    } catch (InvalidProtocolBufferException _) {
      return Optional.empty();
    }
  }

  private static Node refused(Node answer, int code) {
    return answer.with("type", "error").adding(Node.of("error").with("code", code));
  }
}
