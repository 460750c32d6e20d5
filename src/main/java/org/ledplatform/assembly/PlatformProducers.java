package org.ledplatform.assembly;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ContextService;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Clock;

/** What everything stands on. */
@Dependent
class PlatformProducers {

  @Resource private ContextService contexts;

  @Produces
  @Singleton
  Settings settings() {
    return StartGate.pass();
  }

  @Produces
  @Singleton
  Clock clock() {
    return Clock.systemUTC();
  }

  @Produces
  @Singleton
  SecureRandom random() {
    return new SecureRandom();
  }

  @Produces
  @Singleton
  BotThreads threads() {
    return new BotThreads(contexts.currentContextExecutor(), BotThreads.MOST);
  }
}
