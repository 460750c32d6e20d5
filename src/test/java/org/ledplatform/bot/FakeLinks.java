package org.ledplatform.bot;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** Links that go nowhere: a test plays the network. Counts how many are open at a time. */
final class FakeLinks implements BotLink.Factory {

  final List<FakeLink> made = new CopyOnWriteArrayList<>();
  final List<FakeLink> farewells = new CopyOnWriteArrayList<>();
  final AtomicInteger open = new AtomicInteger();
  final AtomicInteger mostOpen = new AtomicInteger();
  volatile Runnable onOpen = () -> {};

  @Override
  public BotLink create(Bot bot, long fence, Consumer<LinkEvent> events) {
    var link = new FakeLink(bot, fence, events);
    made.add(link);
    return link;
  }

  @Override
  public Optional<BotLink> farewell(Bot bot) {
    var link = new FakeLink(bot, 0, _ -> {});
    farewells.add(link);
    return Optional.of(link);
  }

  FakeLink last() {
    return made.getLast();
  }

  final class FakeLink implements BotLink {
    final Bot bot;
    final long fence;
    private final Consumer<LinkEvent> events;
    final AtomicInteger ticks = new AtomicInteger();
    volatile boolean isOpen;
    volatile boolean loggedOut;
    CompletableFuture<CodeAnswer> codeAnswer = new CompletableFuture<>();

    private FakeLink(Bot bot, long fence, Consumer<LinkEvent> events) {
      this.bot = bot;
      this.fence = fence;
      this.events = events;
    }

    void tell(LinkEvent event) {
      events.accept(event);
    }

    @Override
    public void open() {
      isOpen = true;
      mostOpen.accumulateAndGet(open.incrementAndGet(), Math::max);
      onOpen.run();
    }

    @Override
    public void close() {
      if (isOpen) {
        isOpen = false;
        open.decrementAndGet();
      }
    }

    @Override
    public void logOut() {
      loggedOut = true;
      close();
    }

    @Override
    public CompletionStage<CodeAnswer> requestCode(String phoneNumber) {
      return codeAnswer;
    }

    @Override
    public void tick() {
      ticks.incrementAndGet();
    }
  }
}
