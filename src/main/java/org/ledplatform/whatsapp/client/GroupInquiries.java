package org.ledplatform.whatsapp.client;

import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.ledplatform.whatsapp.WhatsAppException;
import org.ledplatform.whatsapp.group.GroupMetadata;
import org.ledplatform.whatsapp.group.GroupRefusedException;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.node.Node;
import org.ledplatform.whatsapp.stanza.QueryFailedException;
import org.ledplatform.whatsapp.stanza.QueryFailure;

/** Questions about groups: refusals get their names, and a change makes us forget what we knew. */
final class GroupInquiries {

  private final Inquiries inquiries;

  GroupInquiries(Inquiries inquiries) {
    this.inquiries = inquiries;
  }

  CompletionStage<GroupMetadata> metadata(Jid group) {
    return named(
        inquiries.through(
            (parts, reply) -> parts.groups().find(group, reply::answered, reply::failed)));
  }

  /** As the network tells now, whatever we knew. */
  CompletionStage<GroupMetadata> fresh(Jid group) {
    return named(
        inquiries.through(
            (parts, reply) -> parts.groups().refresh(group, reply::answered, reply::failed)));
  }

  CompletionStage<List<GroupMetadata>> mine() {
    return named(
        inquiries.through(
            (parts, reply) -> parts.groups().refreshAll(reply::answered, reply::failed)));
  }

  <T> CompletionStage<T> ask(Node iq, Function<Node, T> read) {
    return named(inquiries.ask(iq, read));
  }

  /** The network does not tell the one who acts what has changed by it. */
  <T> CompletionStage<T> change(Jid group, Node iq, Function<Node, T> read) {
    return named(
        inquiries.through(
            (parts, reply) ->
                inquiries.ask(
                    parts,
                    iq,
                    answer -> {
                      parts.groups().forget(group);
                      return read.apply(answer);
                    },
                    reply)));
  }

  CompletionStage<Void> change(Jid group, Node iq) {
    return change(group, iq, answer -> answer).thenAccept(_ -> {});
  }

  private static <T> CompletionStage<T> named(CompletionStage<T> stage) {
    return stage.exceptionally(
        thrown -> {
          Throwable cause = thrown instanceof CompletionException e ? e.getCause() : thrown;
          if (cause instanceof QueryFailedException failed
              && failed.failure() instanceof QueryFailure.Refused(int code, String _)) {
            throw new GroupRefusedException(code);
          }
          throw cause instanceof WhatsAppException known ? known : new CompletionException(cause);
        });
  }
}
