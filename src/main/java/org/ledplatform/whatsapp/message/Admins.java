package org.ledplatform.whatsapp.message;

import java.util.Collection;
import org.ledplatform.whatsapp.jid.Jid;

/** Who may take away what others wrote in a group, as far as we know. Safe for many threads. */
@FunctionalInterface
public interface Admins {

  /**
   * Whether somebody is an admin of the group; true as well when nothing is known of its members,
   * because then whoever reads the message has to judge.
   *
   * @param names every known address of that person
   */
  boolean mayBe(Jid group, Collection<Jid> names);
}
