package org.ledplatform.sandbox.fault;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import org.ledplatform.sandbox.account.DeviceId;
import org.ledplatform.whatsapp.node.Node;

/**
 * Decides what goes wrong, for each tenant by its own plan. Chance and counters belong to a rule
 * and a device, so that it does not matter in which order devices speak. Touched only in a turn.
 */
public final class Faults {

  /** How many strikes are remembered for each tenant. */
  public static final int MAX_TRACE = 1_000;

  /**
   * Something that happens to an account.
   *
   * @param seed for what chance decides about it; the same under the same plan
   */
  public record Change(Fault.OfAccount fault, long seed) {}

  private final Map<String, InForce> tenants = new HashMap<>();

  /** A plan and what came of it so far. */
  private static final class InForce {

    final FaultPlan plan;
    final Map<Occasions.Key, Occasions> occasions = new HashMap<>();
    final Deque<Strike> trace = new ArrayDeque<>();

    InForce(FaultPlan plan) {
      this.plan = plan;
    }

    boolean strikes(int rule, DeviceId device, String tag) {
      Occasions counted = occasions(rule, device);
      boolean struck = counted.next(plan.rules().get(rule));
      if (struck) {
        trace.addLast(new Strike(rule, device, tag, counted.seen()));
        if (trace.size() > MAX_TRACE) {
          trace.removeFirst();
        }
      }
      return struck;
    }

    long seed(int rule, DeviceId device) {
      return occasions(rule, device).seed();
    }

    private Occasions occasions(int rule, DeviceId device) {
      return occasions.computeIfAbsent(
          new Occasions.Key(rule, device), key -> new Occasions(plan, key));
    }
  }

  /** What one rule did to one device. */
  private static final class Occasions {

    record Key(int rule, DeviceId device) {}

    private final SplittableRandom chance;
    private long seen;
    private long struck;

    Occasions(FaultPlan plan, Key key) {
      chance =
          new SplittableRandom(
              mixed(mixed(plan.seed()) + key.rule()) + key.device().toString().hashCode());
    }

    /** Spreads neighbours: the next seed must not be to one number what this one is to the next. */
    private static long mixed(long seed) {
      return new SplittableRandom(seed).nextLong();
    }

    /** Whether the next occasion is taken. Chance moves on either way. */
    boolean next(FaultRule rule) {
      seen++;
      boolean lucky = chance.nextDouble() < rule.probability();
      boolean due = seen > rule.after() && (rule.times() == 0 || struck < rule.times());
      if (lucky && due) {
        struck++;
      }
      return lucky && due;
    }

    long seed() {
      return chance.nextLong();
    }

    long seen() {
      return seen;
    }
  }

  /** Puts a plan in force instead of the tenant's former one, and begins to count anew. */
  public void set(String tenant, FaultPlan plan) {
    if (plan.rules().isEmpty()) {
      tenants.remove(tenant);
    } else {
      tenants.put(tenant, new InForce(plan));
    }
  }

  /** The tenant's plan. */
  public FaultPlan plan(String tenant) {
    return inForce(tenant).map(f -> f.plan).orElse(FaultPlan.NONE);
  }

  /** What happened under the tenant's plan, oldest first. */
  public List<Strike> trace(String tenant) {
    return inForce(tenant).map(f -> List.copyOf(f.trace)).orElse(List.of());
  }

  /**
   * What happens to a stanza on its way, in the order of the plan.
   *
   * @param possible whether a fault can happen to it in the network as it is now; one that cannot
   *     is no occasion
   */
  public List<Fault> passing(
      String tenant, DeviceId device, Direction way, Node stanza, Predicate<Fault> possible) {
    return inForce(tenant)
        .map(
            f ->
                struck(
                    f,
                    device,
                    stanza.tag(),
                    rule -> rule.meets(device, way, stanza) && possible.test(rule.fault())))
        .orElse(List.of());
  }

  /** What happens to a device's connection at once, when the plan comes in force. */
  public List<Fault> atOnce(String tenant, DeviceId device) {
    return inForce(tenant)
        .map(
            f ->
                struck(
                    f,
                    device,
                    "",
                    rule ->
                        rule.fault() instanceof Fault.OfConnection
                            && rule.on().isEmpty()
                            && rule.target().fits(device)))
        .orElse(List.of());
  }

  /** What happens to the account of a phone at once, when the plan comes in force. */
  public List<Change> changes(String tenant, DeviceId phone) {
    return inForce(tenant).map(f -> changes(f, phone)).orElse(List.of());
  }

  private static List<Change> changes(InForce inForce, DeviceId phone) {
    List<Change> changes = new ArrayList<>();
    List<FaultRule> rules = inForce.plan.rules();
    for (int i = 0; i < rules.size(); i++) {
      if (rules.get(i).fault() instanceof Fault.OfAccount fault
          && rules.get(i).target().fits(phone)
          && inForce.strikes(i, phone, "")) {
        changes.add(new Change(fault, inForce.seed(i, phone)));
      }
    }
    return changes;
  }

  /** Why a device may not log in, if it may not. */
  public Optional<Fault.LoginFailure> atLogin(String tenant, DeviceId device) {
    return ofLogin(tenant, device, Fault.LoginFailure.class);
  }

  /** Whether the account of this phone cannot be linked by QR and code now. */
  public boolean passkeyOnly(String tenant, DeviceId phone) {
    return ofLogin(tenant, phone, Fault.PasskeyOnly.class).isPresent();
  }

  private <T extends Fault> Optional<T> ofLogin(String tenant, DeviceId device, Class<T> kind) {
    return inForce(tenant).stream()
        .flatMap(
            f ->
                struck(
                    f,
                    device,
                    "",
                    rule -> kind.isInstance(rule.fault()) && rule.target().fits(device))
                    .stream())
        .findFirst()
        .map(kind::cast);
  }

  private static List<Fault> struck(
      InForce inForce, DeviceId device, String tag, Predicate<FaultRule> occasion) {
    List<Fault> struck = new ArrayList<>();
    List<FaultRule> rules = inForce.plan.rules();
    for (int i = 0; i < rules.size(); i++) {
      if (occasion.test(rules.get(i)) && inForce.strikes(i, device, tag)) {
        struck.add(rules.get(i).fault());
      }
    }
    return struck;
  }

  private Optional<InForce> inForce(String tenant) {
    return Optional.ofNullable(tenants.get(tenant));
  }
}
