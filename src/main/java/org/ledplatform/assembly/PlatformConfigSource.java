package org.ledplatform.assembly;

import jakarta.enterprise.inject.spi.CDI;
import java.nio.file.Path;
import java.util.Set;
import org.eclipse.microprofile.config.ConfigProvider;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.jspecify.annotations.Nullable;
import org.ledplatform.security.JwtAccessTokens;

/**
 * Values for the server that follow from other settings or are made at the first start: where the
 * database is, and the public keys with which MicroProfile JWT verifies our tokens. The server asks
 * for the keys when the first token arrives; then the application is up.
 */
public final class PlatformConfigSource implements ConfigSource {

  private static final String PUBLIC_KEYS = "mp.jwt.verify.publickey";

  @Override
  public Set<String> getPropertyNames() {
    return Set.of(SettingKeys.DATABASE_URL, PUBLIC_KEYS);
  }

  @Override
  public @Nullable String getValue(String name) {
    return switch (name) {
      case SettingKeys.DATABASE_URL -> databaseUrl();
      case PUBLIC_KEYS -> publicKeys();
      default -> null;
    };
  }

  /**
   * Each commit goes to the operating system at once ({@code WRITE_DELAY=0}): what was committed
   * survives the end of the process. The server closes the database, not H2's own shutdown hook.
   */
  private static String databaseUrl() {
    Path directory =
        ConfigProvider.getConfig()
            .getOptionalValue(SettingKeys.DATA_DIR, String.class)
            .map(Path::of)
            .orElse(Path.of("data"))
            .toAbsolutePath()
            .normalize();
    return "jdbc:h2:file:" + directory.resolve("led") + ";WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE";
  }

  private static @Nullable String publicKeys() {
    try {
      return CDI.current().select(JwtAccessTokens.class).get().publicKeys();
    } catch (IllegalStateException _) {
      // Nobody needs the keys before the application is up.
      return null;
    }
  }

  @Override
  public String getName() {
    return "LED Platform";
  }

  /** Above the defaults of the WAR, below everything that a person sets. */
  @Override
  public int getOrdinal() {
    return 110;
  }
}
