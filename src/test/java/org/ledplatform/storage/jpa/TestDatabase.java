package org.ledplatform.storage.jpa;

import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.EntityTransaction;
import jakarta.persistence.Persistence;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.h2.jdbcx.JdbcDataSource;
import org.ledplatform.account.Sealer;
import org.ledplatform.security.MasterKey;
import org.ledplatform.security.MasterKeySealer;

/**
 * The platform's persistence unit on an H2 database without a server: the same mapping and schema,
 * with EclipseLink's own transactions.
 */
public final class TestDatabase implements Transactions, AutoCloseable {

  /** Held, because a logger that nobody holds forgets its level. */
  private static final Logger MIGRATIONS = Logger.getLogger("org.flywaydb");

  static {
    MIGRATIONS.setLevel(Level.WARNING);
  }

  private final JdbcDataSource source = new JdbcDataSource();
  private final EntityManagerFactory factory;
  private final Sealer sealer;

  private TestDatabase(String url) {
    source.setURL(url);
    source.setUser("sa");
    source.setPassword("");
    SchemaMigration.run(source);
    factory =
        Persistence.createEntityManagerFactory(
            "led",
            Map.of(
                "jakarta.persistence.transactionType", "RESOURCE_LOCAL",
                "jakarta.persistence.jtaDataSource", "",
                "jakarta.persistence.nonJtaDataSource", "",
                "jakarta.persistence.jdbc.url", url,
                "jakarta.persistence.jdbc.user", "sa",
                "jakarta.persistence.jdbc.password", "",
                "jakarta.persistence.jdbc.driver", "org.h2.Driver",
                "eclipselink.session-name", UUID.randomUUID().toString(),
                "eclipselink.weaving", "false",
                "eclipselink.logging.level", "OFF"));
    SecureRandom random = new SecureRandom();
    sealer = new MasterKeySealer(MasterKey.generate(random), new JpaDataKeys(this), random);
  }

  /** A new database that is gone when it is closed. */
  public static TestDatabase inMemory() {
    return new TestDatabase("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
  }

  /** A database in files under this directory. */
  public static TestDatabase in(Path directory) {
    return new TestDatabase("jdbc:h2:file:" + directory.resolve("led") + ";WRITE_DELAY=0");
  }

  @Override
  public <T> T call(Function<EntityManager, T> work) {
    try (EntityManager entities = factory.createEntityManager()) {
      EntityTransaction transaction = entities.getTransaction();
      transaction.begin();
      try {
        T result = work.apply(entities);
        entities.flush();
        transaction.commit();
        return result;
      } finally {
        if (transaction.isActive()) {
          transaction.rollback();
        }
      }
    }
  }

  /** Seals under data keys in this database and a master key that goes with this object. */
  public Sealer sealer() {
    return sealer;
  }

  @Override
  public void close() {
    factory.close();
  }
}
