package org.ledplatform.storage.jpa;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.ledplatform.account.SigningKeys.SealedKey;

class JpaSigningKeysTest {

  @AutoClose private final TestDatabase database = TestDatabase.inMemory();
  private final JpaSigningKeys keys = new JpaSigningKeys(database);

  @Test
  void keepsTheFirstKeyThatWasAdded() {
    assertThat(keys.all()).isEmpty();
    keys.addIfNone(new SealedKey("one", new byte[] {1}, Instant.EPOCH));
    SealedKey standing = keys.addIfNone(new SealedKey("two", new byte[] {2}, Instant.EPOCH));

    assertThat(standing.id()).isEqualTo("one");
    assertThat(keys.all()).extracting(SealedKey::id).containsExactly("one");
    assertThat(keys.all().getFirst().sealed()).containsExactly(1);
  }
}
