package org.ledplatform.whatsapp.stanza;

import com.google.protobuf.InvalidProtocolBufferException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.ledplatform.whatsapp.appstate.AppStateCollection;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.node.Node;
import org.ledplatform.whatsapp.node.UnexpectedNodeException;
import org.ledplatform.whatsapp.proto.ExternalBlobReference;
import org.ledplatform.whatsapp.proto.SyncdPatch;

/** Questions about the collections of the app state, and their answers (protocol §6.9). */
public final class AppStateQuestions {

  /** Patches that are read from one answer: the rest is asked for again. */
  static final int MOST_PATCHES = 1000;

  private static final int UNKNOWN_ERROR = 500;

  private AppStateQuestions() {}

  /**
   * What the network says about one collection.
   *
   * @param snapshot where its snapshot is, when we had nothing or too little
   * @param patches in order
   * @param more whether to ask again from where these end
   * @param error why there is nothing; 409 when a patch of ours came too late
   */
  public record Answer(
      AppStateCollection collection,
      Optional<ExternalBlobReference> snapshot,
      List<SyncdPatch> patches,
      boolean more,
      OptionalInt error) {

    public Answer {
      patches = List.copyOf(patches);
    }
  }

  /** What is new since these versions? From version 0 on the answer is a snapshot. */
  public static Node since(Map<AppStateCollection, Long> versions) {
    List<Node> collections =
        versions.entrySet().stream()
            .map(
                e ->
                    collection(e.getKey(), e.getValue())
                        .with("return_snapshot", e.getValue() == 0 ? "true" : "false"))
            .toList();
    return iq(Node.of("sync").holding(collections));
  }

  /** Take this patch on top of that version. */
  public static Node patch(AppStateCollection collection, long version, SyncdPatch patch) {
    return iq(
        Node.of(
            "sync",
            collection(collection, version)
                .with("return_snapshot", "false")
                .adding(Node.of("patch", patch.toByteArray()))));
  }

  /**
   * Reads an answer. Collections that we do not know are left out.
   *
   * @throws UnexpectedNodeException when it cannot be read
   */
  public static List<Answer> read(Node iq) {
    return iq.requireChild("sync").children("collection").stream()
        .flatMap(
            node -> AppStateCollection.named(node.require("name")).map(c -> read(c, node)).stream())
        .toList();
  }

  private static Answer read(AppStateCollection collection, Node node) {
    OptionalInt error = OptionalInt.empty();
    if (node.has("type", "error")) {
      error =
          OptionalInt.of(
              node.child("error")
                  .flatMap(e -> e.number("code"))
                  .map(Long::intValue)
                  .orElse(UNKNOWN_ERROR));
    }
    List<Node> patches =
        node.child("patches").stream()
            .flatMap(list -> list.children("patch").stream())
            .limit(MOST_PATCHES + 1)
            .toList();
    return new Answer(
        collection,
        node.child("snapshot").map(AppStateQuestions::place),
        patches.stream().limit(MOST_PATCHES).map(AppStateQuestions::patch).toList(),
        node.has("has_more_patches", "true") || patches.size() > MOST_PATCHES,
        error);
  }

  private static SyncdPatch patch(Node node) {
    try {
      return SyncdPatch.parseFrom(node.bytes());
    } catch (InvalidProtocolBufferException e) {
      throw unreadable(e);
    }
  }

  private static ExternalBlobReference place(Node node) {
    try {
      return ExternalBlobReference.parseFrom(node.bytes());
    } catch (InvalidProtocolBufferException e) {
      throw unreadable(e);
    }
  }

  private static UnexpectedNodeException unreadable(InvalidProtocolBufferException cause) {
    return new UnexpectedNodeException("A part of a collection cannot be read: " + cause);
  }

  private static Node collection(AppStateCollection collection, long version) {
    return Node.of("collection").with("name", collection.text()).with("version", version);
  }

  private static Node iq(Node sync) {
    return Node.of("iq", sync)
        .with("to", Jid.NETWORK)
        .with("type", "set")
        .with("xmlns", "w:sync:app:state");
  }
}
