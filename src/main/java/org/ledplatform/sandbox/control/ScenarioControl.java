package org.ledplatform.sandbox.control;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.ledplatform.sandbox.SandboxNetwork;
import org.ledplatform.sandbox.scenario.Cast;
import org.ledplatform.sandbox.scenario.Person;
import org.ledplatform.sandbox.scenario.Play;
import org.ledplatform.sandbox.scenario.Scenario;

/**
 * What {@code /api/sandbox/scenarios} does. Scenarios move with the network's tick, on a thread of
 * its executor, and end with its process. Safe for use by many threads.
 *
 * <p>Every method throws {@link SandboxProblem} when it refuses.
 */
public final class ScenarioControl {

  /** How many scenarios a tenant may have. */
  public static final int MAX_SCENARIOS = 20;

  private final SandboxControl control;
  private final SandboxNetwork network;
  private final Map<String, Stage> tenants = new ConcurrentHashMap<>();

  ScenarioControl(SandboxControl control, SandboxNetwork network) {
    this.control = control;
    this.network = network;
    network.everySecond(this::tick);
  }

  /** How far the tenant's scenarios are, as a page of JSON. */
  public String scenarios(String tenant) {
    return ScenarioJson.written(stage(tenant).progress());
  }

  /** Begins a scenario; one of the same name ends. */
  public String begin(String tenant, String body) {
    Scenario scenario = ScenarioJson.read(body);
    List<String> phones = control.phones(tenant).stream().map(Phone::id).toList();
    for (Person person : scenario.people()) {
      if (!phones.contains(person.phone())) {
        throw SandboxProblem.invalid("people", "There is no such phone: " + person.phone());
      }
    }
    Instant now = network.clock().instant();
    Play play = new Play(scenario, new People(tenant), now);
    stage(tenant).begin(scenario.name(), play, now);
    return ScenarioJson.written(play.progress()).toString();
  }

  /** Ends a scenario. */
  public void end(String tenant, String name) {
    if (!stage(tenant).end(name)) {
      throw SandboxProblem.notFound("There is no such scenario");
    }
  }

  private void tick() {
    Instant now = network.clock().instant();
    tenants.values().forEach(stage -> stage.tick(network.executor(), now));
  }

  private Stage stage(String tenant) {
    return tenants.computeIfAbsent(tenant, _ -> new Stage());
  }

  /** A tenant's people do what a caller of the API could make them do. */
  private final class People implements Cast {

    private final String tenant;

    People(String tenant) {
      this.tenant = tenant;
    }

    @Override
    public List<Seen> shown(String phone) {
      return control.messages(tenant, phone, Optional.empty(), Optional.empty()).stream()
          .filter(ShownMessage::written)
          .map(m -> new Seen(m.id(), m.chat(), m.fromMe(), m.kind(), m.text()))
          .toList();
    }

    @Override
    public String say(String phone, String chat, String text) {
      return control.send(tenant, phone, SendRequest.text(chat, text)).messageId();
    }

    @Override
    public void react(String phone, String chat, String messageId, String emoji) {
      control.send(tenant, phone, SendRequest.reacting(chat, messageId, emoji));
    }

    @Override
    public void takeBack(String phone, String chat, String messageId) {
      control.send(tenant, phone, SendRequest.deleting(chat, messageId));
    }

    @Override
    public void read(String phone, String chat) {
      control.read(tenant, phone, chat);
    }

    @Override
    public void listen(String phone, String messageId) {
      control.play(tenant, phone, messageId);
    }

    @Override
    public void faults(String plan) {
      if (plan.isEmpty()) {
        control.faults().clear(tenant);
      } else {
        control.faults().put(tenant, plan);
      }
    }
  }
}
