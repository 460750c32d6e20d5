package org.ledplatform.storage.jpa;

import org.junit.jupiter.api.AutoClose;
import org.ledplatform.bot.SessionVault;
import org.ledplatform.bot.SessionVaultContract;

class JpaSessionVaultTest extends SessionVaultContract {

  @AutoClose private final TestDatabase database = TestDatabase.inMemory();

  @Override
  protected SessionVault vault() {
    return new JpaSessionVault(database, database.sealer());
  }
}
