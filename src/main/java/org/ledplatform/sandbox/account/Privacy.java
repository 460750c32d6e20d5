package org.ledplatform.sandbox.account;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What people let others know of them (protocol §6.7, §8.6, §11). The network has no address books:
 * whoever chatted with a person is their contact. In a turn only.
 */
public final class Privacy {

  private static final String ALL = "all";
  private static final String NONE = "none";
  private static final Set<String> AUDIENCES = Set.of(ALL, "contacts", "contact_blacklist", NONE);
  private static final Map<String, Set<String>> VALUES =
      Map.of(
          "last",
          AUDIENCES,
          "profile",
          AUDIENCES,
          "status",
          AUDIENCES,
          "groupadd",
          AUDIENCES,
          "online",
          Set.of(ALL, "match_last_seen"),
          "readreceipts",
          Set.of(ALL, NONE),
          "calladd",
          Set.of(ALL, "known"),
          "messages",
          Set.of(ALL, "contacts"));

  private final Acquaintances acquaintances;

  public Privacy(Acquaintances acquaintances) {
    this.acquaintances = acquaintances;
  }

  /** Whether there is such a setting with such a value. */
  public static boolean has(String category, String value) {
    return VALUES.getOrDefault(category, Set.of()).contains(value);
  }

  /** Every setting of a person, by its name. */
  public static Map<String, String> of(Account account) {
    Map<String, String> settings = new TreeMap<>();
    VALUES.keySet().forEach(category -> settings.put(category, ALL));
    settings.putAll(account.privacy());
    return settings;
  }

  /** Whether the viewer may know when this person was there last; who hides it sees nobody's. */
  public boolean showsLast(Account person, Account viewer) {
    return person.phone().equals(viewer.phone())
        || sees(person, viewer) && !setting(viewer, "last").equals(NONE);
  }

  /** Whether the viewer may know that this person is there now. */
  public boolean showsOnline(Account person, Account viewer) {
    return setting(person, "online").equals(ALL) || showsLast(person, viewer);
  }

  /** Whether these two tell each other what they read; it takes both. */
  public static boolean tellReading(Account one, Account other) {
    return setting(one, "readreceipts").equals(ALL) && setting(other, "readreceipts").equals(ALL);
  }

  private static String setting(Account account, String category) {
    return account.privacy().getOrDefault(category, ALL);
  }

  private boolean sees(Account person, Account viewer) {
    return switch (setting(person, "last")) {
      case ALL -> true;
      case NONE -> false;
      default -> acquaintances.know(person, viewer);
    };
  }
}
