package org.ledplatform.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.ledplatform.account.DataKeys.WrappedKey;

/** What every {@link DataKeys} promises. */
public abstract class DataKeysContract {

  private static final UserId ADA = new UserId("ada");

  /** An empty store. */
  protected abstract DataKeys keys();

  @Test
  void keepsTheFirstKeyOfAnOwner() {
    DataKeys keys = keys();

    assertThat(keys.find(ADA)).isEmpty();
    assertThat(keys.addIfAbsent(ADA, new WrappedKey("m", new byte[] {1})).wrapped())
        .containsExactly(1);
    assertThat(keys.addIfAbsent(ADA, new WrappedKey("m", new byte[] {2})).wrapped())
        .containsExactly(1);

    Optional<WrappedKey> found = keys.find(ADA);
    assertThat(found.orElseThrow().wrapped()).containsExactly(1);
    assertThat(found.orElseThrow().masterKeyId()).isEqualTo("m");
  }

  @Test
  void keepsTheKeysOfOwnersApart() {
    DataKeys keys = keys();
    keys.addIfAbsent(ADA, new WrappedKey("m", new byte[] {1}));

    assertThat(keys.find(new UserId("bob"))).isEmpty();
  }
}
