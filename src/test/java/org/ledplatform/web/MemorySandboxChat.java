package org.ledplatform.web;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ledplatform.account.UserId;

/** People in memory, who answer nothing. */
final class MemorySandboxChat implements SandboxChat {

  boolean enabled = true;
  Optional<String> refusal = Optional.empty();
  final List<String> scanned = new ArrayList<>();
  private final Map<UserId, List<Person>> people = new HashMap<>();
  private final Map<String, List<Bubble>> bubbles = new HashMap<>();

  @Override
  public boolean enabled() {
    return enabled;
  }

  @Override
  public List<Person> people(UserId owner) {
    return List.copyOf(people.getOrDefault(owner, List.of()));
  }

  @Override
  public Person addPerson(UserId owner, String name) {
    refuse();
    List<Person> all = people.computeIfAbsent(owner, _ -> new ArrayList<>());
    Person person = new Person("p" + (all.size() + 1), name, "49155500" + (all.size() + 1));
    all.add(person);
    return person;
  }

  @Override
  public void scan(UserId owner, String personId, String qr) {
    refuse();
    scanned.add(personId + " " + qr);
  }

  @Override
  public void write(UserId owner, String fromId, String toId, String text) {
    refuse();
    bubbles
        .computeIfAbsent(fromId + " " + toId, _ -> new ArrayList<>())
        .add(new Bubble("m", true, text, Optional.of("sent"), Instant.EPOCH));
  }

  @Override
  public List<Bubble> bubbles(UserId owner, String personId, String withId) {
    return bubbles.getOrDefault(personId + " " + withId, List.of());
  }

  private void refuse() {
    refusal.ifPresent(
        why -> {
          throw new RefusedException(why);
        });
  }
}
