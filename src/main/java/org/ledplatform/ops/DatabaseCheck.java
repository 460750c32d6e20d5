package org.ledplatform.ops;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.ledplatform.account.UserId;
import org.ledplatform.account.Users;

/**
 * Says that requests can be served: the database answers a question. Proxied, because the server
 * asks for its checks before there is a database.
 *
 * <p>Whoever asks during the start makes no beans: the start makes them, on one thread and in one
 * order.
 */
@Readiness
@ApplicationScoped
public class DatabaseCheck implements HealthCheck {

  private static final Logger LOG = System.getLogger(DatabaseCheck.class.getName());
  private static final String NAME = "database";

  @Inject private Instance<Users> users;
  @Inject private StartState start;

  @Override
  public HealthCheckResponse call() {
    if (!start.isOver()) {
      return HealthCheckResponse.down(NAME);
    }
    try {
      var _ = users.get().find(new UserId("nobody"));
      return HealthCheckResponse.up(NAME);
    } catch (RuntimeException e) {
      // Whatever is thrown means that the database does not answer, and that is all one may ask.
      LOG.log(Level.WARNING, "The database does not answer", e);
      return HealthCheckResponse.down(NAME);
    }
  }
}
