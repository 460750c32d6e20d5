package org.ledplatform.whatsapp.client;

import java.util.function.Consumer;
import org.ledplatform.whatsapp.stanza.GroupDirectory;
import org.ledplatform.whatsapp.stanza.GroupReport;
import org.ledplatform.whatsapp.stanza.Queries;
import org.ledplatform.whatsapp.stanza.Questions;

/** Acts on what the network says about groups. Lives on the lane. */
final class GroupParts {

  private final Queries queries;
  private final GroupDirectory groups;
  private final Outgoing outgoing;
  private final Consumer<ClientEvent> events;

  GroupParts(
      Queries queries, GroupDirectory groups, Outgoing outgoing, Consumer<ClientEvent> events) {
    this.queries = queries;
    this.groups = groups;
    this.outgoing = outgoing;
    this.events = events;
  }

  /** Acts on a report. */
  void accept(GroupReport report) {
    switch (report) {
      case GroupReport.Happened(var event) -> events.accept(new ClientEvent.GroupChanged(event));
      case GroupReport.DevicesHashed(String id, String hash) -> outgoing.hashed(id, hash);
      case GroupReport.Dirty _ -> refresh();
    }
  }

  /** The network is told that we took note only when we did. */
  private void refresh() {
    groups.refreshAll(
        _ -> queries.ask(Questions.clean("groups"), _ -> {}, _ -> {}),
        failure ->
            events.accept(
                new ClientEvent.Noted("The groups could not be read: " + failure.text())));
  }
}
