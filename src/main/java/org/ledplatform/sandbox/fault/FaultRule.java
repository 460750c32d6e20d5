package org.ledplatform.sandbox.fault;

import java.util.Optional;
import org.ledplatform.sandbox.account.DeviceId;
import org.ledplatform.whatsapp.node.Node;

/**
 * A fault with its whom, its what and its how often. All numbers count for each device apart.
 *
 * @param on the stanzas that it happens to; a fault of a connection happens at once without
 * @param after how many occasions pass before the first
 * @param times how often it happens; 0 for no end
 * @param probability with which an occasion is taken, above 0 and up to 1
 */
public record FaultRule(
    Fault fault,
    Target target,
    Optional<StanzaFilter> on,
    int after,
    int times,
    double probability) {

  public FaultRule {
    if (after < 0 || times < 0 || !(probability > 0 && probability <= 1)) {
      throw new IllegalArgumentException("A rule happens at least sometimes");
    }
  }

  /** This fault to every linked device, always. */
  public static FaultRule of(Fault fault) {
    return new FaultRule(fault, Target.BOTS, Optional.empty(), 0, 0, 1);
  }

  /** This rule for other devices. */
  public FaultRule to(Target others) {
    return new FaultRule(fault, others, on, after, times, probability);
  }

  /** This rule for these stanzas only. */
  public FaultRule on(Direction direction, String tag) {
    return new FaultRule(
        fault,
        target,
        Optional.of(new StanzaFilter(Optional.of(tag), Optional.empty(), Optional.of(direction))),
        after,
        times,
        probability);
  }

  /** This rule for so many occasions, after the first few. */
  public FaultRule times(int count, int behind) {
    return new FaultRule(fault, target, on, behind, count, probability);
  }

  /** This rule for some occasions only. */
  public FaultRule chance(double share) {
    return new FaultRule(fault, target, on, after, times, share);
  }

  /** Whether a stanza is an occasion. */
  boolean meets(DeviceId device, Direction way, Node stanza) {
    boolean kind =
        switch (fault) {
          case Fault.Nack _ -> way == Direction.FROM_DEVICE && stanza.tag().equals("message");
          case Fault.DemandTokens _ ->
              way == Direction.FROM_DEVICE
                  && stanza.tag().equals("message")
                  && stanza.child("participants").isPresent();
          case Fault.QueryError _ -> question(way, stanza);
          case Fault.RateLimit _ ->
              question(way, stanza)
                  || way == Direction.FROM_DEVICE && stanza.tag().equals("message");
          case Fault.NoPreKeys _ -> way == Direction.TO_DEVICE && bundles(stanza);
          case Fault.Unavailable _ -> way == Direction.TO_DEVICE && stanza.tag().equals("message");
          case Fault.ReachoutTimelock _ -> mex(way, stanza, AccountLimits.TIMELOCK);
          case Fault.MessageCapping _ -> mex(way, stanza, AccountLimits.CAPPING);
          case Fault.Props _ -> props(way, stanza);
          case Fault.LidAddressing _ -> way == Direction.FROM_DEVICE;
          case Fault.Corrupt(Fault.Corrupt.Part part) ->
              part == Fault.Corrupt.Part.FRAME || stanza.tag().equals("message");
          case Fault.OfStanza _ -> true;
          case Fault.OfConnection _ -> on.isPresent();
          case Fault.OfLogin _, Fault.OfAccount _ -> false;
        };
    return kind && target.fits(device) && on.orElse(StanzaFilter.ALL).fits(way, stanza);
  }

  private static boolean question(Direction way, Node stanza) {
    return way == Direction.FROM_DEVICE
        && stanza.tag().equals("iq")
        && !stanza.has("type", "result")
        && !stanza.has("type", "error");
  }

  private static boolean mex(Direction way, Node stanza, String query) {
    return question(way, stanza)
        && stanza.has("xmlns", "w:mex")
        && stanza.child("query").filter(asked -> asked.has("query_id", query)).isPresent();
  }

  private static boolean props(Direction way, Node stanza) {
    return question(way, stanza)
        && (stanza.has("xmlns", "abt") || stanza.has("xmlns", "w"))
        && stanza.child("props").isPresent();
  }

  private static boolean bundles(Node stanza) {
    return stanza.tag().equals("iq")
        && stanza.child("list").stream()
            .flatMap(list -> list.children("user").stream())
            .anyMatch(user -> user.child("skey").isPresent());
  }
}
