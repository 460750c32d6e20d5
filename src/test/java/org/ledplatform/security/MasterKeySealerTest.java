package org.ledplatform.security;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import org.junit.jupiter.api.Test;
import org.ledplatform.account.DataKeys;
import org.ledplatform.account.MemoryDataKeys;
import org.ledplatform.account.SealBrokenException;
import org.ledplatform.account.Sealer;
import org.ledplatform.account.UserId;

class MasterKeySealerTest {

  private static final UserId ADA = new UserId("ada");
  private static final UserId BOB = new UserId("bob");
  private static final byte[] SECRET = "the quick brown fox".getBytes(UTF_8);

  private final SecureRandom random = new SecureRandom();
  private final MasterKey masterKey = MasterKey.generate(random);
  private final DataKeys keys = new MemoryDataKeys();
  private final Sealer sealer = new MasterKeySealer(masterKey, keys, random);

  @Test
  void opensWhatItSealedAlsoAfterARestart() {
    byte[] sealed = sealer.seal(ADA, "bot|kind|name", SECRET);
    Sealer restarted = new MasterKeySealer(masterKey, keys, random);

    assertThat(sealer.open(ADA, "bot|kind|name", sealed)).isEqualTo(SECRET);
    assertThat(restarted.open(ADA, "bot|kind|name", sealed)).isEqualTo(SECRET);
  }

  @Test
  void sealsTheSameBytesDifferentlyEachTimeAndShowsNoneOfThem() {
    byte[] one = sealer.seal(ADA, "p", SECRET);

    assertThat(one).isNotEqualTo(sealer.seal(ADA, "p", SECRET));
    assertThat(new String(one, UTF_8)).doesNotContain("quick");
  }

  @Test
  void refusesAnotherOwnerAnotherPurposeAndEveryChangedByte() {
    byte[] sealed = sealer.seal(ADA, "p", SECRET);
    sealer.seal(BOB, "p", SECRET);

    assertThatThrownBy(() -> sealer.open(BOB, "p", sealed)).isInstanceOf(SealBrokenException.class);
    assertThatThrownBy(() -> sealer.open(ADA, "q", sealed)).isInstanceOf(SealBrokenException.class);
    for (int i = 0; i < sealed.length; i++) {
      byte[] changed = sealed.clone();
      changed[i] ^= 1;
      assertThatThrownBy(() -> sealer.open(ADA, "p", changed))
          .isInstanceOf(SealBrokenException.class);
    }
  }

  @Test
  void refusesBytesThatAreTooShortAndOwnersWithoutAKey() {
    sealer.seal(ADA, "p", SECRET);

    assertThatThrownBy(() -> sealer.open(ADA, "p", new byte[0]))
        .isInstanceOf(SealBrokenException.class);
    assertThatThrownBy(() -> sealer.open(BOB, "p", SECRET)).isInstanceOf(SealBrokenException.class);
  }

  @Test
  void saysWhichMasterKeyIsMissing() {
    byte[] sealed = sealer.seal(ADA, "p", SECRET);
    MasterKey other = MasterKey.generate(random);

    assertThatThrownBy(() -> new MasterKeySealer(other, keys, random).open(ADA, "p", sealed))
        .isInstanceOf(SealBrokenException.class)
        .hasMessageContaining(masterKey.id())
        .hasMessageContaining(other.id());
  }

  @Test
  void doesNotConfuseTheBorderBetweenOwnerAndPurpose() {
    byte[] sealed = sealer.seal(new UserId("a"), "bc", SECRET);
    sealer.seal(new UserId("ab"), "c", SECRET);

    assertThatThrownBy(() -> sealer.open(new UserId("ab"), "c", sealed))
        .isInstanceOf(SealBrokenException.class);
  }

  @Test
  void blindsANameAlwaysAlikeForOneOwnerAndPurposeOnly() {
    byte[] blinded = sealer.blind(ADA, "p", "4915112345678.0");

    assertThat(blinded).hasSize(32).isEqualTo(sealer.blind(ADA, "p", "4915112345678.0"));
    assertThat(new MasterKeySealer(masterKey, keys, random).blind(ADA, "p", "4915112345678.0"))
        .isEqualTo(blinded);
    assertThat(sealer.blind(ADA, "q", "4915112345678.0")).isNotEqualTo(blinded);
    assertThat(sealer.blind(BOB, "p", "4915112345678.0")).isNotEqualTo(blinded);
    assertThat(sealer.blind(ADA, "p", "4915112345678.1")).isNotEqualTo(blinded);
  }
}
