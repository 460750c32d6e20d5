package org.ledplatform.account;

class MemoryUsersTest extends UsersContract {
  @Override
  protected Users users() {
    return new MemoryUsers();
  }
}
