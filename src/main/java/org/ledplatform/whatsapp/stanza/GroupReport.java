package org.ledplatform.whatsapp.stanza;

import org.ledplatform.whatsapp.group.GroupEvent;

/** What the network says about groups and about messages in them. */
public sealed interface GroupReport extends DeviceEvent.OfGroups {

  /** Something happened in a group; what follows for what we know of it is durable. */
  record Happened(GroupEvent event) implements GroupReport {}

  /** Which devices the network knows for a message of ours, as a hash (protocol §8.2). */
  record DevicesHashed(String id, String hash) implements GroupReport {}

  /** What we know of groups may be old (protocol §6.6). */
  record Dirty() implements GroupReport {}
}
