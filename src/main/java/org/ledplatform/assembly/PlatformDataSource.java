package org.ledplatform.assembly;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.jspecify.annotations.Nullable;

/**
 * The database in the data directory. The server's pool makes this object before any of our beans
 * exist, so passing the {@link StartGate} is what it does first.
 */
public class PlatformDataSource implements DataSource {

  private final JdbcDataSource database = new JdbcDataSource();

  /**
   * Each commit goes to the operating system at once ({@code WRITE_DELAY=0}): what was committed
   * survives the end of the process. The server closes the database, not H2's own shutdown hook.
   */
  public PlatformDataSource() {
    database.setURL(
        "jdbc:h2:file:"
            + StartGate.pass().dataDir().resolve("led")
            + ";WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE");
  }

  @Override
  public Connection getConnection() throws SQLException {
    return database.getConnection();
  }

  @Override
  public Connection getConnection(String user, String password) throws SQLException {
    return database.getConnection(user, password);
  }

  @Override
  public @Nullable PrintWriter getLogWriter() {
    return database.getLogWriter();
  }

  @Override
  public void setLogWriter(@Nullable PrintWriter writer) {
    database.setLogWriter(writer);
  }

  @Override
  public void setLoginTimeout(int seconds) {
    database.setLoginTimeout(seconds);
  }

  @Override
  public int getLoginTimeout() {
    return database.getLoginTimeout();
  }

  @Override
  public Logger getParentLogger() {
    return Logger.getLogger("org.h2");
  }

  @Override
  public <T> T unwrap(Class<T> type) throws SQLException {
    return database.unwrap(type);
  }

  @Override
  public boolean isWrapperFor(Class<?> type) throws SQLException {
    return database.isWrapperFor(type);
  }
}
