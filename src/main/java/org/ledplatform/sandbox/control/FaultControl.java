package org.ledplatform.sandbox.control;

import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.ledplatform.sandbox.SandboxNetwork;
import org.ledplatform.sandbox.account.Account;
import org.ledplatform.sandbox.account.DeviceId;
import org.ledplatform.sandbox.fault.Fault;
import org.ledplatform.sandbox.fault.FaultPlan;
import org.ledplatform.sandbox.fault.FaultRule;
import org.ledplatform.sandbox.fault.Faults;
import org.ledplatform.sandbox.phone.VirtualPhone;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.jid.MalformedJidException;

/**
 * What {@code /api/sandbox/faults} does. A tenant's faults reach only its own people and bots; they
 * end with the network's process. Safe for use by many threads.
 *
 * <p>Every method throws {@link SandboxProblem} when it refuses.
 */
public final class FaultControl {

  private final SandboxNetwork network;
  private final Map<String, FaultJson> sources = new ConcurrentHashMap<>();

  public FaultControl(SandboxNetwork network) {
    this.network = network;
  }

  /** The plan that is in force, as JSON, with what came of it. */
  public String faults(String tenant) {
    return sources
        .getOrDefault(tenant, FaultJson.NONE)
        .withStrikes(network.server().strikes(tenant), this::number);
  }

  /**
   * Puts a plan in force instead of the one before. What it does to accounts and connections at
   * once is done when this returns.
   */
  public String put(String tenant, String body) {
    FaultJson json = FaultJson.read(body, named -> phone(tenant, named));
    Set<String> wished = new HashSet<>();
    for (int i = 0; i < json.plan().rules().size(); i++) {
      requireFreeNumber("faults[" + i + "]", json.plan().rules().get(i), wished);
    }
    sources.put(tenant, json);
    put(tenant, json.plan());
    return faults(tenant);
  }

  /** Ends all faults of a tenant. What they did to accounts stays. */
  public void clear(String tenant) {
    sources.remove(tenant);
    network.server().plan(tenant, FaultPlan.NONE);
  }

  private void put(String tenant, FaultPlan plan) {
    network.server().plan(tenant, plan);
    for (VirtualPhone phone : network.phones().of(tenant)) {
      for (Faults.Change change : network.server().accountFaults(phone.phone())) {
        // A phone that was installed anew is another one under the same id.
        network.phones().find(tenant, phone.id()).ifPresent(now -> change(now, change));
      }
    }
    for (FaultRule rule : plan.rules()) {
      if (rule.fault() instanceof Fault.LidAddressing) {
        network.phones().of(tenant).stream()
            .filter(phone -> rule.target().fits(new DeviceId(phone.phone(), 0)))
            .forEach(network.phones()::migrate);
      }
    }
  }

  private void requireFreeNumber(String where, FaultRule rule, Set<String> wished) {
    if (rule.fault() instanceof Fault.NewNumber(Optional<String> wish) && wish.isPresent()) {
      if (rule.target().phone().isEmpty()) {
        throw SandboxProblem.invalid(where + ".to.phone", "A number is one phone's: say whose");
      }
      if (!network.server().free(wish.get()) || !wished.add(wish.get())) {
        throw SandboxProblem.conflict("That phone number is taken");
      }
    }
  }

  /** What happens to a phone at once. */
  private void change(VirtualPhone phone, Faults.Change change) {
    switch (change.fault()) {
      // Keys are secrets: they come from the network's source of randomness, never from a seed.
      case Fault.NewIdentity _ -> network.phones().reinstall(phone);
      case Fault.NewNumber(Optional<String> wish) -> {
        if (network.server().changeNumber(phone.phone(), wish).isEmpty()) {
          throw SandboxProblem.conflict("That phone number is taken");
        }
      }
      case Fault.NewLid _ -> network.phones().changeLid(phone, change.seed());
    }
  }

  private String number(String account) {
    return "+" + Account.phoneJid(account, network.server()::account).user();
  }

  /** The account of whom somebody names by the phone's id, an address or a number. */
  private Optional<String> phone(String tenant, String named) {
    Optional<VirtualPhone> phone = network.phones().find(tenant, named);
    if (phone.isPresent()) {
      return phone.map(VirtualPhone::phone);
    }
    String digits = named.startsWith("+") ? named.substring(1) : named;
    try {
      Jid jid =
          digits.contains("@")
              ? Jid.parse(digits).withoutDevice()
              : Jid.parse(digits + "@s.whatsapp.net");
      return network.server().find(tenant, jid).map(Account::phone);
    } catch (MalformedJidException _) {
      return Optional.empty();
    }
  }
}
