package org.ledplatform.bot;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.ledplatform.bot.SessionVault.Change;
import org.ledplatform.bot.SessionVault.Entry;
import org.ledplatform.bot.SessionVault.StaleFenceException;
import org.ledplatform.bot.SessionVault.VaultId;

/** What every {@link SessionVault} promises. */
public abstract class SessionVaultContract {

  private static final VaultId ADAS = new VaultId(SampleBots.ADA, new BotId("1"));
  private static final VaultId BOBS = new VaultId(SampleBots.BOB, new BotId("2"));

  /** An empty vault. */
  protected abstract SessionVault vault();

  @Test
  void givesBackWhatWasWritten() {
    SessionVault vault = vault();
    byte[] allBytes = new byte[70_000];
    for (int i = 0; i < allBytes.length; i++) {
      allBytes[i] = (byte) i;
    }
    vault.commit(
        ADAS,
        vault.nextFence(ADAS),
        List.of(
            new Change("KIND", "491555@s.whatsapp.net", Optional.of(allBytes)),
            new Change("KIND", "empty", Optional.of(new byte[0]))));

    assertThat(vault.read(ADAS, "KIND", "491555@s.whatsapp.net")).hasValue(allBytes);
    assertThat(vault.read(ADAS, "KIND", "empty")).hasValue(new byte[0]);
    assertThat(vault.read(ADAS, "KIND", "other")).isEmpty();
    assertThat(vault.read(ADAS, "OTHER", "empty")).isEmpty();
  }

  @Test
  void listsAKindInTheOrderOfFirstWriting() {
    SessionVault vault = vault();
    long fence = vault.nextFence(ADAS);
    vault.commit(ADAS, fence, List.of(put("c", "1"), put("a", "2")));
    vault.commit(ADAS, fence, List.of(put("b", "3"), put("c", "again")));

    assertThat(names(vault.list(ADAS, "KIND"))).containsExactly("c=again", "a=2", "b=3");
    assertThat(vault.list(ADAS, "OTHER")).isEmpty();
  }

  @Test
  void appliesChangesInOrderAndRemovesWhatIsNotThereWithoutAWord() {
    SessionVault vault = vault();
    long fence = vault.nextFence(ADAS);
    vault.commit(
        ADAS,
        fence,
        List.of(put("a", "1"), remove("a"), remove("never"), put("b", "1"), put("b", "2")));

    assertThat(names(vault.list(ADAS, "KIND"))).containsExactly("b=2");
  }

  @Test
  void aRecordThatWasRemovedAndWrittenAgainIsTheNewest() {
    SessionVault vault = vault();
    long fence = vault.nextFence(ADAS);
    vault.commit(ADAS, fence, List.of(put("a", "1"), put("b", "1")));
    vault.commit(ADAS, fence, List.of(remove("a")));
    vault.commit(ADAS, fence, List.of(put("a", "2")));

    assertThat(names(vault.list(ADAS, "KIND"))).containsExactly("b=1", "a=2");
  }

  @Test
  void anOlderFenceWritesNothing() {
    SessionVault vault = vault();
    long older = vault.nextFence(ADAS);
    vault.commit(ADAS, older, List.of(put("a", "1")));
    long newer = vault.nextFence(ADAS);

    assertThatThrownBy(() -> vault.commit(ADAS, older, List.of(put("a", "2"), put("b", "1"))))
        .isInstanceOf(StaleFenceException.class);
    assertThat(names(vault.list(ADAS, "KIND"))).containsExactly("a=1");
    vault.commit(ADAS, newer, List.of(put("a", "3")));
    assertThat(names(vault.list(ADAS, "KIND"))).containsExactly("a=3");
  }

  @Test
  void fencesGrowAndSurviveErasure() {
    SessionVault vault = vault();
    long first = vault.nextFence(ADAS);
    vault.erase(ADAS);
    long second = vault.nextFence(ADAS);

    assertThat(second).isGreaterThan(first);
    assertThatThrownBy(() -> vault.commit(ADAS, first, List.of(put("a", "1"))))
        .isInstanceOf(StaleFenceException.class);
  }

  @Test
  void placementsAtTheSameTimeGetDifferentFences() {
    SessionVault vault = vault();
    Set<Long> fences = ConcurrentHashMap.newKeySet();
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      for (int i = 0; i < 12; i++) {
        threads.execute(() -> fences.add(vault.nextFence(ADAS)));
      }
    }

    assertThat(fences).hasSize(12);
  }

  @Test
  void erasesOneBotOnly() {
    SessionVault vault = vault();
    vault.commit(ADAS, vault.nextFence(ADAS), List.of(put("a", "1")));
    vault.commit(BOBS, vault.nextFence(BOBS), List.of(put("a", "2")));

    vault.erase(ADAS);

    assertThat(vault.list(ADAS, "KIND")).isEmpty();
    assertThat(vault.read(ADAS, "KIND", "a")).isEmpty();
    assertThat(names(vault.list(BOBS, "KIND"))).containsExactly("a=2");
  }

  @Test
  void botsDoNotSeeOneAnother() {
    SessionVault vault = vault();
    vault.commit(ADAS, vault.nextFence(ADAS), List.of(put("a", "1")));
    VaultId sameBotOfAnother = new VaultId(SampleBots.BOB, ADAS.bot());

    assertThat(vault.read(BOBS, "KIND", "a")).isEmpty();
    assertThat(vault.read(sameBotOfAnother, "KIND", "a")).isEmpty();
    assertThat(vault.list(sameBotOfAnother, "KIND")).isEmpty();
  }

  @Test
  void whatIsHandedOutIsTheCallers() {
    SessionVault vault = vault();
    vault.commit(ADAS, vault.nextFence(ADAS), List.of(put("a", "1")));

    vault.read(ADAS, "KIND", "a").orElseThrow()[0] = 99;
    vault.list(ADAS, "KIND").getFirst().value()[0] = 99;

    assertThat(names(vault.list(ADAS, "KIND"))).containsExactly("a=1");
  }

  private static Change put(String name, String value) {
    return new Change("KIND", name, Optional.of(value.getBytes(UTF_8)));
  }

  private static Change remove(String name) {
    return new Change("KIND", name, Optional.empty());
  }

  private static List<String> names(List<Entry> entries) {
    return entries.stream()
        .map(entry -> entry.name() + "=" + new String(entry.value(), UTF_8))
        .toList();
  }
}
