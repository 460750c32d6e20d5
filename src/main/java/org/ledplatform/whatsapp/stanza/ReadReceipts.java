package org.ledplatform.whatsapp.stanza;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ledplatform.whatsapp.content.MessageName;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.node.Node;

/** Says that messages of others were read or played (protocol §8.6). Stateless. */
public final class ReadReceipts {

  private static final int MOST = 256;

  private ReadReceipts() {}

  private record Place(Jid chat, Optional<Jid> author) {}

  /**
   * The receipts: one for each author in each chat and 256 messages. Messages of our own are left
   * out.
   *
   * @param kind {@link ReceiptKind#READ} or {@link ReceiptKind#PLAYED}
   */
  public static List<Node> of(Collection<MessageName> messages, ReceiptKind kind, Instant at) {
    Map<Place, List<String>> byAuthor = new LinkedHashMap<>();
    messages.stream()
        .filter(name -> !name.fromMe())
        .distinct()
        .forEach(
            name ->
                byAuthor
                    .computeIfAbsent(
                        new Place(name.chat(), name.participant()), _ -> new ArrayList<>())
                    .add(name.id()));
    List<Node> receipts = new ArrayList<>();
    byAuthor.forEach(
        (place, ids) -> {
          for (int from = 0; from < ids.size(); from += MOST) {
            List<String> some = ids.subList(from, Math.min(ids.size(), from + MOST));
            receipts.add(receipt(place, some, kind, at));
          }
        });
    return receipts;
  }

  private static Node receipt(Place place, List<String> ids, ReceiptKind kind, Instant at) {
    Node receipt =
        Node.of("receipt")
            .with("id", ids.getFirst())
            .with("to", place.chat())
            .with("type", kind.wire())
            .with("t", at.getEpochSecond())
            .with("participant", place.author());
    List<Node> further = ids.stream().skip(1).map(id -> Node.of("item").with("id", id)).toList();
    return further.isEmpty() ? receipt : receipt.adding(Node.of("list").holding(further));
  }
}
