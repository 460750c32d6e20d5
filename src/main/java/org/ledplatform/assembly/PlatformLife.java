package org.ledplatform.assembly;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.annotation.sql.DataSourceDefinition;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.ledplatform.account.RefreshTokens;
import org.ledplatform.account.SealBrokenException;
import org.ledplatform.bot.BotManager;
import org.ledplatform.journal.BotLog;
import org.ledplatform.sandbox.SandboxNetwork;
import org.ledplatform.security.JwtAccessTokens;
import org.ledplatform.storage.jpa.SchemaMigration;
import org.ledplatform.storage.jpa.StorageException;

/**
 * Start and end of the platform, in this order: schema, keys, bots that are wanted, ticks; and in
 * reverse. {@link StartGate} has checked the settings before.
 *
 * <p>An enterprise bean because its start has a component's context, which the threads of the bots
 * inherit, and because the server waits for it before it serves requests.
 */
@Singleton
@Startup
@TransactionManagement(TransactionManagementType.BEAN)
@DataSourceDefinition(
    name = "java:app/jdbc/led",
    className = "org.h2.jdbcx.JdbcDataSource",
    url = "${MPCONFIG=led.internal.database-url}",
    user = "sa",
    password = "",
    minPoolSize = 2,
    initialPoolSize = 2,
    maxPoolSize = 32)
public class PlatformLife {

  private static final Logger LOG = System.getLogger(PlatformLife.class.getName());
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  @Resource(lookup = "java:app/jdbc/led")
  private DataSource database;

  @Resource private ManagedScheduledExecutorService timer;
  @Inject private Settings settings;
  @Inject private Instance<JwtAccessTokens> tokens;
  @Inject private Instance<BotManager> bots;
  @Inject private Instance<SandboxNetwork> sandbox;
  @Inject private Instance<BotThreads> threads;
  @Inject private BotLog log;
  @Inject private RefreshTokens refreshTokens;
  @Inject private Clock clock;
  private @Nullable Ticker ticker;

  @PostConstruct
  void start() {
    try {
      SchemaMigration.run(database);
      var _ = tokens.get().publicKeys();
    } catch (StorageException | SealBrokenException | StartRefusedException e) {
      throw Refusal.of(new StartRefusedException(reasons(e)));
    }
    bots.get().startWanted();
    List<Runnable> ticks = new ArrayList<>();
    ticks.add(() -> bots.get().tick());
    if (settings.sandbox()) {
      ticks.add(() -> sandbox.get().tick());
    }
    ticker = new Ticker(timer, ticks, log, refreshTokens, clock);
    ticker.start();
    LOG.log(Level.INFO, "LED Platform is up; everything durable is in {0}", settings.dataDir());
  }

  @PreDestroy
  void stop() {
    if (ticker != null) {
      ticker.stop();
      bots.get().shutdown();
      if (settings.sandbox()) {
        sandbox.get().close();
      }
      if (!threads.get().stop(PATIENCE)) {
        LOG.log(Level.WARNING, "{0} tasks did not end in time", threads.get().running());
      }
    }
  }

  /** The message of a failure and of what caused it, on one line each. */
  private static String reasons(Throwable failure) {
    StringBuilder reasons = new StringBuilder(String.valueOf(failure.getMessage()));
    for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
      reasons.append("\n  because: ").append(cause.getMessage());
    }
    return reasons.toString();
  }
}
