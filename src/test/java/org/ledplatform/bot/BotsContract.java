package org.ledplatform.bot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ledplatform.bot.SampleBots.ADA;
import static org.ledplatform.bot.SampleBots.BOB;
import static org.ledplatform.bot.SampleBots.NOON;
import static org.ledplatform.bot.SampleBots.bot;
import static org.ledplatform.bot.SampleBots.fullBot;
import static org.ledplatform.bot.SampleBots.inState;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.ledplatform.listing.Page;
import org.ledplatform.listing.PageRequest;

/** What every {@link Bots} promises. */
public abstract class BotsContract {

  /** An empty store. */
  protected abstract Bots bots();

  @Test
  void givesBackEveryFieldAsItWasStored() {
    Bots bots = bots();
    bots.add(fullBot(ADA, "full"));
    bots.add(bot(ADA, "bare"));

    assertThat(bots.find(ADA, new BotId("full"))).contains(fullBot(ADA, "full"));
    assertThat(bots.find(ADA, new BotId("bare"))).contains(bot(ADA, "bare"));
  }

  @Test
  void somebodyElsesBotIsNoBotAtAll() {
    Bots bots = bots();
    bots.add(fullBot(ADA, "1"));
    BotId id = new BotId("1");

    assertThat(bots.find(BOB, id)).isEmpty();
    assertThat(bots.change(BOB, id, bot -> bot)).isEmpty();
    assertThat(bots.remove(BOB, id)).isFalse();
    assertThat(bots.list(BOB, Optional.empty(), PageRequest.first()).items()).isEmpty();
    assertThat(bots.find(ADA, id)).contains(fullBot(ADA, "1"));
  }

  @Test
  void listsNewestFirstPageByPageAndEachBotOnce() {
    Bots bots = bots();
    for (int i = 0; i < 5; i++) {
      // Two of each age: the order within one instant must be stable too.
      bots.add(bot(ADA, "b" + i, NOON.plusSeconds(i / 2)));
    }
    bots.add(bot(BOB, "other"));

    List<String> seen = new ArrayList<>();
    Optional<String> cursor = Optional.empty();
    do {
      Page<Bot> page = bots.list(ADA, Optional.empty(), new PageRequest(2, cursor));
      assertThat(page.items()).hasSizeLessThanOrEqualTo(2);
      page.items().forEach(bot -> seen.add(bot.id().value()));
      cursor = page.nextCursor();
    } while (cursor.isPresent());

    assertThat(seen).containsExactlyInAnyOrder("b0", "b1", "b2", "b3", "b4");
    assertThat(seen.getFirst()).isEqualTo("b4");
    assertThat(seen.subList(3, 5)).containsExactlyInAnyOrder("b0", "b1");
  }

  @Test
  void aFullLastPageHasNoNext() {
    Bots bots = bots();
    bots.add(bot(ADA, "1"));
    bots.add(bot(ADA, "2"));

    assertThat(bots.list(ADA, Optional.empty(), new PageRequest(2, Optional.empty())).nextCursor())
        .isEmpty();
  }

  @Test
  void listsOneStateOnly() {
    Bots bots = bots();
    bots.add(bot(ADA, "1"));
    bots.add(inState(bot(ADA, "2"), BotState.BANNED, "why"));

    assertThat(bots.list(ADA, Optional.of(BotState.BANNED), PageRequest.first()).items())
        .extracting(bot -> bot.id().value())
        .containsExactly("2");
  }

  @Test
  void changesAreStoredAndReturned() {
    Bots bots = bots();
    bots.add(bot(ADA, "1"));
    BotId id = new BotId("1");

    Optional<Bot> changed = bots.change(ADA, id, bot -> inState(bot, BotState.ERROR, "something"));

    assertThat(changed).map(Bot::state).contains(BotState.ERROR);
    assertThat(bots.find(ADA, id)).isEqualTo(changed);
  }

  @Test
  void aChangeCanFillAndEmptyEveryField() {
    Bots bots = bots();
    bots.add(bot(ADA, "1"));
    BotId id = new BotId("1");
    Bot full = fullBot(ADA, "1");
    Bot bare = bot(ADA, "1");

    bots.change(ADA, id, _ -> full);
    assertThat(bots.find(ADA, id)).contains(full);
    bots.change(ADA, id, _ -> bare);
    assertThat(bots.find(ADA, id)).contains(bare);
  }

  @Test
  void aChangeOfNoBotDoesNothing() {
    Bots bots = bots();

    assertThat(
            bots.change(
                ADA,
                new BotId("none"),
                _ -> {
                  throw new AssertionError("there is nothing to change");
                }))
        .isEmpty();
    assertThat(bots.remove(ADA, new BotId("none"))).isFalse();
  }

  @Test
  void changesAtTheSameTimeAllCount() {
    Bots bots = bots();
    bots.add(bot(ADA, "1"));
    BotId id = new BotId("1");

    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      for (int i = 0; i < 20; i++) {
        String key = "k" + i;
        threads.execute(() -> bots.change(ADA, id, bot -> withSetting(bot, key)));
      }
    }

    assertThat(bots.find(ADA, id).orElseThrow().config()).hasSize(21);
  }

  @Test
  void removesABotOnce() {
    Bots bots = bots();
    bots.add(bot(ADA, "1"));

    assertThat(bots.remove(ADA, new BotId("1"))).isTrue();
    assertThat(bots.remove(ADA, new BotId("1"))).isFalse();
    assertThat(bots.find(ADA, new BotId("1"))).isEmpty();
  }

  @Test
  void tellsTheWantedOnesOfAllOwners() {
    Bots bots = bots();
    bots.add(bot(ADA, "idle"));
    bots.add(fullBot(ADA, "a"));
    bots.add(fullBot(BOB, "b"));

    assertThat(bots.wanted())
        .extracting(bot -> bot.id().value())
        .containsExactlyInAnyOrder("a", "b");
  }

  private static Bot withSetting(Bot bot, String key) {
    var config = new HashMap<>(bot.config());
    config.put(key, "v");
    return SampleBots.with(
        bot, new BotPatch(Optional.empty(), Optional.empty(), Optional.of(Map.copyOf(config))));
  }
}
