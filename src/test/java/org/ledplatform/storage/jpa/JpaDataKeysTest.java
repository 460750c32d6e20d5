package org.ledplatform.storage.jpa;

import org.junit.jupiter.api.AutoClose;
import org.ledplatform.account.DataKeys;
import org.ledplatform.account.DataKeysContract;

class JpaDataKeysTest extends DataKeysContract {

  @AutoClose private final TestDatabase database = TestDatabase.inMemory();

  @Override
  protected DataKeys keys() {
    return new JpaDataKeys(database);
  }
}
