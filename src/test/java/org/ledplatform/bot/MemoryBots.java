package org.ledplatform.bot;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.ledplatform.account.UserId;
import org.ledplatform.listing.Page;
import org.ledplatform.listing.PageRequest;

/** Bots in memory, for tests. Safe for use by many threads. */
public final class MemoryBots implements Bots {

  private static final Comparator<Bot> NEWEST_FIRST =
      Comparator.comparing(Bot::createdAt).thenComparing(bot -> bot.id().value()).reversed();

  private final Map<BotId, Bot> bots = new LinkedHashMap<>();
  private int changes;

  @Override
  public synchronized void add(Bot bot) {
    if (bots.putIfAbsent(bot.id(), bot) != null) {
      throw new IllegalStateException("There is a bot of that id");
    }
  }

  @Override
  public synchronized Optional<Bot> find(UserId owner, BotId id) {
    return Optional.ofNullable(bots.get(id)).filter(bot -> bot.owner().equals(owner));
  }

  /** A cursor is the id of the last bot of the page before. */
  @Override
  public synchronized Page<Bot> list(UserId owner, Optional<BotState> state, PageRequest page) {
    List<Bot> all =
        bots.values().stream()
            .filter(bot -> bot.owner().equals(owner))
            .filter(bot -> state.isEmpty() || state.get() == bot.state())
            .sorted(NEWEST_FIRST)
            .toList();
    int start =
        page.cursor()
            .map(last -> all.stream().map(bot -> bot.id().value()).toList().indexOf(last) + 1)
            .orElse(0);
    int end = Math.min(all.size(), start + page.limit());
    Optional<String> next =
        end < all.size() ? Optional.of(all.get(end - 1).id().value()) : Optional.empty();
    return new Page<>(all.subList(start, end), next);
  }

  @Override
  public synchronized Optional<Bot> change(UserId owner, BotId id, UnaryOperator<Bot> change) {
    Optional<Bot> changed = find(owner, id).map(change);
    changed.ifPresent(bot -> bots.put(id, bot));
    changed.ifPresent(_ -> changes++);
    return changed;
  }

  @Override
  public synchronized boolean remove(UserId owner, BotId id) {
    return find(owner, id).map(bot -> bots.remove(id)).isPresent();
  }

  @Override
  public synchronized List<Bot> wanted() {
    return bots.values().stream().filter(Bot::wanted).toList();
  }

  /** How often a bot was written. */
  public synchronized int changes() {
    return changes;
  }
}
