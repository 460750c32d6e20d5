package org.ledplatform.account;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Users in memory. */
public final class MemoryUsers implements Users {

  private final Map<UserId, UserWithPassword> users = new LinkedHashMap<>();

  @Override
  public synchronized Optional<User> add(User user, String passwordHash) {
    if (findByEmail(user.email()).isPresent()) {
      return Optional.empty();
    }
    Role role = users.isEmpty() ? Role.ADMIN : user.role();
    User stored = new User(user.id(), user.email(), user.displayName(), role, user.createdAt());
    users.put(user.id(), new UserWithPassword(stored, passwordHash));
    return Optional.of(stored);
  }

  @Override
  public synchronized Optional<User> find(UserId id) {
    return Optional.ofNullable(users.get(id)).map(UserWithPassword::user);
  }

  @Override
  public synchronized Optional<UserWithPassword> findByEmail(String email) {
    String address = email.toLowerCase(Locale.ROOT);
    return users.values().stream().filter(u -> u.user().email().equals(address)).findFirst();
  }
}
