package org.ledplatform.storage.jpa;

import org.junit.jupiter.api.AutoClose;
import org.ledplatform.account.Users;
import org.ledplatform.account.UsersContract;

class JpaUsersTest extends UsersContract {

  @AutoClose private final TestDatabase database = TestDatabase.inMemory();

  @Override
  protected Users users() {
    return new JpaUsers(database);
  }
}
