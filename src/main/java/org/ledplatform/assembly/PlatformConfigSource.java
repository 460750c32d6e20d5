package org.ledplatform.assembly;

import jakarta.enterprise.inject.spi.CDI;
import java.util.Set;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.jspecify.annotations.Nullable;
import org.ledplatform.security.JwtAccessTokens;

/**
 * Tells MicroProfile JWT the public keys that verify our tokens. They are made at the first start,
 * so no file can hold them. The server reads them when the first token arrives; then the
 * application is up.
 */
public final class PlatformConfigSource implements ConfigSource {

  private static final String PUBLIC_KEYS = "mp.jwt.verify.publickey";

  /**
   * How long the server remembers a value, in seconds. It also asks for the keys while it deploys,
   * and would remember for a minute that there are none.
   */
  private static final String CACHE_SECONDS = "mp.config.cache.duration";

  @Override
  public Set<String> getPropertyNames() {
    return Set.of(PUBLIC_KEYS, CACHE_SECONDS);
  }

  @Override
  public @Nullable String getValue(String name) {
    return switch (name) {
      case PUBLIC_KEYS -> publicKeys();
      case CACHE_SECONDS -> "0";
      default -> null;
    };
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
