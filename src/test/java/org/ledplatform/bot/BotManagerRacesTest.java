package org.ledplatform.bot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ledplatform.bot.SampleBots.ADA;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.ledplatform.bot.BotManager.Creation;
import org.ledplatform.bot.SessionVault.VaultId;
import org.ledplatform.listing.PageRequest;

/** Several people press buttons at the same time. */
class BotManagerRacesTest {

  private final MemoryBots bots = new MemoryBots();
  private final MemorySessionVault vault = new MemorySessionVault();
  private final FakeLinks links = new FakeLinks();
  private final RunningBots running = new RunningBots();
  private final AtomicInteger ids = new AtomicInteger();
  private final RecordedBotEvents events = new RecordedBotEvents();

  private BotManager manager(ExecutorService threads) {
    return new BotManager(
        bots,
        vault,
        new SingleNodePlacement(vault, "node-1"),
        links,
        running,
        events,
        threads,
        Clock.systemUTC(),
        () -> "bot-" + ids.incrementAndGet(),
        _ -> Optional.empty(),
        5);
  }

  private static void together(ExecutorService threads, Runnable... works) throws Exception {
    var barrier = new CyclicBarrier(works.length);
    List<? extends Future<?>> running =
        Stream.of(works)
            .map(
                work ->
                    threads.submit(
                        () -> {
                          barrier.await();
                          work.run();
                          return null;
                        }))
            .toList();
    for (Future<?> future : running) {
      future.get();
    }
  }

  @RepeatedTest(20)
  void manyStartsAtOnceOpenOneLink() throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      BotManager manager = manager(threads);
      BotId id = created(manager);

      Runnable start = () -> manager.start(ADA, id);
      together(threads, start, start, start, start);

      assertThat(links.made).hasSize(1);
      assertThat(links.open).hasValue(1);
    }
  }

  @RepeatedTest(50)
  void startAgainstRemoveLeavesNeitherLinkNorRecord() throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      BotManager manager = manager(threads);
      BotId id = created(manager);

      together(
          threads,
          () -> manager.start(ADA, id),
          () -> manager.remove(ADA, id),
          () -> manager.restart(ADA, id));

      assertThat(links.open).hasValue(0);
      assertThat(bots.find(ADA, id)).isEmpty();
      assertThat(running.find(id)).isEmpty();
      assertThat(vault.isEmpty(new VaultId(ADA, id))).isTrue();
    }
  }

  @RepeatedTest(30)
  void whateverIsPressedThereAreNeverTwoLinks() throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      BotManager manager = manager(threads);
      BotId id = created(manager);

      together(
          threads,
          () -> manager.start(ADA, id),
          () -> manager.restart(ADA, id),
          () -> manager.redeploy(ADA, id),
          () -> manager.stop(ADA, id),
          () -> manager.start(ADA, id),
          manager::tick);

      assertThat(links.mostOpen.get()).isLessThanOrEqualTo(1);
      boolean live = BotLifecycle.isLive(bots.find(ADA, id).orElseThrow().state());
      assertThat(links.open).hasValue(live ? 1 : 0);
    }
  }

  @RepeatedTest(30)
  void startAgainstShutdownLeavesNoLink() throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      BotManager manager = manager(threads);
      BotId id = created(manager);

      together(threads, () -> manager.start(ADA, id), manager::shutdown);

      assertThat(links.open).hasValue(0);
    }
  }

  @Test
  void manyCreationsAtOnceKeepTheLimit() throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      BotManager manager = manager(threads);
      Runnable create = () -> manager.create(ADA, NewBot.named("x", Network.SANDBOX));

      together(
          threads, create, create, create, create, create, create, create, create, create, create);

      assertThat(bots.list(ADA, Optional.empty(), PageRequest.first()).items()).hasSize(5);
    }
  }

  @Test
  void aSlowBotDoesNotHoldUpAnother() throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      BotManager manager = manager(threads);
      BotId slow = created(manager);
      BotId quick = created(manager);
      var barrier = new CyclicBarrier(2);
      links.onOpen =
          () -> {
            if (links.last().bot.id().equals(slow)) {
              meet(barrier);
              meet(barrier);
            }
          };

      Future<?> starting = threads.submit(() -> manager.start(ADA, slow));
      meet(barrier);
      assertThat(manager.start(ADA, quick)).isPresent();
      meet(barrier);
      starting.get();
    }
  }

  private static void meet(CyclicBarrier barrier) {
    try {
      barrier.await(10, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private static BotId created(BotManager manager) {
    return ((Creation.Created) manager.create(ADA, NewBot.named("x", Network.SANDBOX))).bot().id();
  }
}
