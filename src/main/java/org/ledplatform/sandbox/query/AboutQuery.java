package org.ledplatform.sandbox.query;

import java.time.Clock;
import java.util.List;
import org.ledplatform.sandbox.account.Profiles;
import org.ledplatform.sandbox.delivery.Caller;
import org.ledplatform.sandbox.delivery.Notices;
import org.ledplatform.whatsapp.node.Node;

/** What people write about themselves; others read it by usync as well (protocol §8.1, §11). */
final class AboutQuery implements Query {

  private static final int MAX_LENGTH = 139;

  private final Profiles profiles;
  private final Notices notices;
  private final Clock clock;

  AboutQuery(Profiles profiles, Notices notices, Clock clock) {
    this.profiles = profiles;
    this.notices = notices;
    this.clock = clock;
  }

  @Override
  public List<Node> answer(Caller caller, Node iq) {
    Node status = iq.requireChild("status");
    String text = status.text();
    if (text.codePointCount(0, text.length()) > MAX_LENGTH) {
      throw QueryRefused.notAcceptable();
    }
    if (iq.has("type", "set")) {
      profiles.save(caller.account().phone(), new Profiles.About(text, clock.instant()));
      notices.about(caller.account(), caller.device().id(), status.bytes());
    }
    return List.of();
  }
}
