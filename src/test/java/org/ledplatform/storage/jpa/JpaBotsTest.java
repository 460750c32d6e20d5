package org.ledplatform.storage.jpa;

import org.junit.jupiter.api.AutoClose;
import org.ledplatform.bot.Bots;
import org.ledplatform.bot.BotsContract;

class JpaBotsTest extends BotsContract {

  @AutoClose private final TestDatabase database = TestDatabase.inMemory();

  @Override
  protected Bots bots() {
    return new JpaBots(database, database.sealer());
  }
}
