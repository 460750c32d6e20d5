package org.ledplatform.sandbox.query;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.ledplatform.sandbox.account.Profiles;
import org.ledplatform.sandbox.delivery.Caller;
import org.ledplatform.sandbox.delivery.Notices;
import org.ledplatform.whatsapp.node.Node;

/**
 * After what time messages of new chats disappear (protocol §6.8, §11). Others read it by usync.
 */
final class DisappearingModeQuery implements Query {

  static final String TAG = "disappearing_mode";

  /** What the apps offer, in seconds; 0 keeps messages. */
  private static final Set<Long> OFFERED =
      Set.of(
          0L,
          Duration.ofDays(1).toSeconds(),
          Duration.ofDays(7).toSeconds(),
          Duration.ofDays(90).toSeconds());

  private final Profiles profiles;
  private final Notices notices;
  private final Clock clock;

  DisappearingModeQuery(Profiles profiles, Notices notices, Clock clock) {
    this.profiles = profiles;
    this.notices = notices;
    this.clock = clock;
  }

  @Override
  public List<Node> answer(Caller caller, Node iq) {
    String phone = caller.account().phone();
    if (!iq.has("type", "set")) {
      return List.of(node(profiles, phone));
    }
    long seconds =
        iq.requireChild(TAG)
            .number("duration")
            .filter(OFFERED::contains)
            .orElseThrow(QueryRefused::badRequest);
    profiles.save(phone, new Profiles.Timer(Duration.ofSeconds(seconds), clock.instant()));
    notices.accountChanged(caller.account(), caller.device().id(), node(profiles, phone));
    return List.of();
  }

  /** The setting of a person. */
  static Node node(Profiles profiles, String phone) {
    Profiles.Timer timer = profiles.timer(phone);
    return Node.of(TAG)
        .with("duration", timer.duration().toSeconds())
        .with("t", timer.at().getEpochSecond());
  }
}
