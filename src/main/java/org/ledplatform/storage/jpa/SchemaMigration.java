package org.ledplatform.storage.jpa;

import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/** Brings the database to the schema of this version. */
public final class SchemaMigration {

  private static final String LOCATION = "classpath:org/ledplatform/storage/jpa/migrations";

  private SchemaMigration() {}

  /**
   * Applies what is missing.
   *
   * @throws StorageException when the database is newer than this version or a step fails
   */
  public static void run(DataSource database) {
    try {
      Flyway.configure(SchemaMigration.class.getClassLoader())
          .dataSource(database)
          .locations(LOCATION)
          .load()
          .migrate();
    } catch (FlywayException e) {
      throw new StorageException("The database cannot be brought to this version's schema", e);
    }
  }
}
