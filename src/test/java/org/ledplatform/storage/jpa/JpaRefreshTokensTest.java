package org.ledplatform.storage.jpa;

import org.junit.jupiter.api.AutoClose;
import org.ledplatform.account.RefreshTokens;
import org.ledplatform.account.RefreshTokensContract;

class JpaRefreshTokensTest extends RefreshTokensContract {

  @AutoClose private final TestDatabase database = TestDatabase.inMemory();

  @Override
  protected RefreshTokens tokens() {
    return new JpaRefreshTokens(database);
  }
}
