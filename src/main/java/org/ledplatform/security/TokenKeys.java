package org.ledplatform.security;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.ledplatform.account.SealBrokenException;
import org.ledplatform.account.Sealer;
import org.ledplatform.account.SigningKeys;
import org.ledplatform.account.SigningKeys.SealedKey;
import org.ledplatform.account.UserId;

/**
 * The RSA keys of the access tokens, opened. Made at the first start and kept sealed in the store;
 * read once, at construction. Immutable.
 */
public final class TokenKeys {

  /** Under whose data key things are sealed that belong to the installation and to no user. */
  public static final UserId PLATFORM = new UserId("platform");

  private static final int MODULUS_BITS = 2048;

  private final List<RSAKey> keys;

  private TokenKeys(List<RSAKey> keys) {
    this.keys = List.copyOf(keys);
  }

  /**
   * The keys of this installation.
   *
   * @throws SealBrokenException when the stored keys were sealed under another master key
   */
  public static TokenKeys load(SigningKeys store, Sealer sealer, Clock clock) {
    if (store.all().isEmpty()) {
      store.addIfNone(make(sealer, clock));
    }
    return new TokenKeys(store.all().stream().map(key -> open(sealer, key)).toList());
  }

  /** The key that signs: the newest. */
  RSAKey signingKey() {
    return keys.getLast();
  }

  List<RSAKey> all() {
    return keys;
  }

  private static SealedKey make(Sealer sealer, Clock clock) {
    String id = UUID.randomUUID().toString();
    try {
      RSAKey key = new RSAKeyGenerator(MODULUS_BITS).keyID(id).keyUse(KeyUse.SIGNATURE).generate();
      byte[] plain = key.toJSONString().getBytes(StandardCharsets.UTF_8);
      return new SealedKey(id, sealer.seal(PLATFORM, purpose(id), plain), clock.instant());
    } catch (JOSEException e) {
      throw new IllegalStateException("Every Java makes RSA keys", e);
    }
  }

  private static RSAKey open(Sealer sealer, SealedKey key) {
    byte[] plain = sealer.open(PLATFORM, purpose(key.id()), key.sealed());
    try {
      return RSAKey.parse(new String(plain, StandardCharsets.UTF_8));
    } catch (ParseException e) {
      throw new SealBrokenException("A signing key is not a JWK", e);
    }
  }

  private static String purpose(String id) {
    return "signing key|" + id;
  }
}
