package org.ledplatform.sandbox.group;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ledplatform.sandbox.account.Account;
import org.ledplatform.sandbox.storage.SandboxStorage;
import org.ledplatform.sandbox.storage.Table;
import org.ledplatform.sandbox.storage.Turns;
import org.ledplatform.sandbox.storage.Write;
import org.ledplatform.whatsapp.jid.Jid;

/** All groups. Touched only in a turn. */
public final class Groups {

  /** As many people fit into one group as on the real network. */
  public static final int MAX_MEMBERS = 1_024;

  /** How many groups a tenant may have. */
  public static final int MAX_GROUPS = 500;

  private static final int RANDOM_DIGITS = 12;
  private static final int CODE_BYTES = 16;

  private final Turns turns;
  private final SecureRandom random;
  private final Map<String, Group> groups = new LinkedHashMap<>();

  /** Reads what was stored. */
  public Groups(Turns turns, SandboxStorage storage, SecureRandom random) {
    this.turns = turns;
    this.random = random;
    storage
        .list(Table.GROUPS, "")
        .forEach(entry -> groups.put(entry.name(), GroupRecords.read(entry.name(), entry.value())));
  }

  /** The tenant's group with this address. */
  public Optional<Group> find(String tenant, Jid jid) {
    turns.requireTurn();
    return jid.isGroup()
        ? Optional.ofNullable(groups.get(jid.user())).filter(g -> g.tenant().equals(tenant))
        : Optional.empty();
  }

  /** The tenant's groups, oldest first. */
  public List<Group> of(String tenant) {
    turns.requireTurn();
    return groups.values().stream().filter(g -> g.tenant().equals(tenant)).toList();
  }

  /** The groups that a person is in, oldest first. */
  public List<Group> of(Account account) {
    turns.requireTurn();
    return groups.values().stream()
        .filter(g -> g.tenant().equals(account.tenant()) && g.has(account))
        .toList();
  }

  /** Adds or replaces a group. */
  public void save(Group group) {
    turns.write(new Write.Put(Table.GROUPS, group.id(), GroupRecords.write(group)));
    groups.put(group.id(), group);
  }

  /** Removes a group. */
  public void remove(Group group) {
    turns.write(new Write.Remove(Table.GROUPS, group.id()));
    groups.remove(group.id());
  }

  /** Digits that no group has: those of today begin with 120363. */
  public String newId() {
    turns.requireTurn();
    String id;
    do {
      StringBuilder digits = new StringBuilder("120363");
      random.ints(RANDOM_DIGITS, 0, 10).forEach(digits::append);
      id = digits.toString();
    } while (groups.containsKey(id));
    return id;
  }

  /** What a new invite link ends with. */
  public String newCode() {
    byte[] bytes = new byte[CODE_BYTES];
    random.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
