package org.ledplatform.whatsapp.group;

import org.ledplatform.whatsapp.jid.Jid;

/** What became of our wish to come into a group. */
public sealed interface JoinResult {

  /** The group. */
  Jid group();

  /** We are in. */
  record Joined(Jid group) implements JoinResult {}

  /** An admin has to approve it first. */
  record Requested(Jid group) implements JoinResult {}
}
