package org.ledplatform.assembly;

import jakarta.annotation.Resource;
import jakarta.annotation.sql.DataSourceDefinition;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.annotation.WebListener;
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
import org.ledplatform.ops.PlatformStarted;
import org.ledplatform.sandbox.SandboxNetwork;
import org.ledplatform.security.JwtAccessTokens;
import org.ledplatform.storage.jpa.SchemaMigration;
import org.ledplatform.storage.jpa.StorageException;

/**
 * Start and end of the platform, in this order: schema, keys, sandbox, bots that are wanted, ticks;
 * and in reverse. {@link StartGate} has checked the settings before.
 *
 * <p>A listener of the web application: it runs in the application's context, which the threads of
 * the bots inherit, and the server waits for it before it serves requests. An enterprise bean would
 * do too, and costs a second of start for the container behind it.
 */
@WebListener
@DataSourceDefinition(
    name = "java:app/jdbc/led",
    className = "org.ledplatform.assembly.PlatformDataSource",
    user = "sa",
    password = "",
    minPoolSize = 2,
    initialPoolSize = 2,
    maxPoolSize = 32)
public class PlatformLife implements ServletContextListener {

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
  @Inject private Event<PlatformStarted> started;
  private @Nullable Ticker ticker;

  @Override
  public void contextInitialized(ServletContextEvent event) {
    try {
      start();
    } catch (StorageException | SealBrokenException | StartRefusedException e) {
      throw Refusal.of(new StartRefusedException(reasons(e)));
    } catch (RuntimeException e) {
      // The server would go on without us and never become ready; whoever watches it sees an end.
      LOG.log(Level.ERROR, "The start failed where nobody expected it", e);
      throw Refusal.of(new StartRefusedException(reasons(e)));
    }
  }

  private void start() {
    SchemaMigration.run(database);
    var _ = tokens.get().publicKeys();
    if (settings.sandbox()) {
      var _ = sandbox.get().media();
    }
    bots.get().startWanted();
    List<Runnable> ticks = new ArrayList<>();
    ticks.add(() -> bots.get().tick());
    if (settings.sandbox()) {
      ticks.add(() -> sandbox.get().tick());
    }
    ticker = new Ticker(timer, ticks, log, refreshTokens, clock);
    ticker.start();
    started.fire(new PlatformStarted());
    LOG.log(Level.INFO, "LED Platform is up; everything durable is in {0}", settings.dataDir());
  }

  @Override
  public void contextDestroyed(ServletContextEvent event) {
    if (ticker != null) {
      ticker.stop();
      bots.get().shutdown();
      if (settings.sandbox()) {
        sandbox.get().close();
      }
      if (!threads.get().stop(PATIENCE)) {
        LOG.log(Level.WARNING, "{0} tasks did not end in time", threads.get().running());
      }
      LOG.log(Level.INFO, "LED Platform has stopped");
    }
    StartGate.leave();
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
