package org.ledplatform.storage.jpa;

import java.time.Instant;
import java.util.List;
import org.ledplatform.account.UserId;
import org.ledplatform.bot.BotId;
import org.ledplatform.journal.BotLog;
import org.ledplatform.journal.LogEntry;
import org.ledplatform.journal.LogType;
import org.ledplatform.listing.Page;
import org.ledplatform.listing.PageRequest;

/** Logs of bots in the table {@code bot_logs}. */
public final class JpaBotLog implements BotLog {

  private static final Instant LONG_AGO = Instant.EPOCH;
  private static final Instant FAR_AWAY = Instant.parse("9999-12-31T00:00:00Z");

  private final Transactions transactions;

  public JpaBotLog(Transactions transactions) {
    this.transactions = transactions;
  }

  @Override
  public void append(LogEntry entry) {
    transactions.run(entities -> entities.persist(new LogRow(entry)));
  }

  @Override
  public Page<LogEntry> list(UserId owner, BotId bot, Filter filter, PageRequest page) {
    Cursors.Position start = Cursors.start(page);
    List<LogRow> rows =
        transactions.call(
            entities ->
                entities
                    .createQuery(
                        """
                        select l from LogRow l
                        where l.owner = :owner and l.bot = :bot
                          and (:type = '' or l.type = :type)
                          and l.loggedAt >= :since and l.loggedAt < :until
                          and (l.loggedAt < :time or (l.loggedAt = :time and l.id < :id))
                        order by l.loggedAt desc, l.id desc\
                        """,
                        LogRow.class)
                    .setParameter("owner", owner.value())
                    .setParameter("bot", bot.value())
                    .setParameter("type", filter.type().map(LogType::name).orElse(""))
                    .setParameter("since", Columns.time(filter.since().orElse(LONG_AGO)))
                    .setParameter("until", Columns.time(filter.until().orElse(FAR_AWAY)))
                    .setParameter("time", Columns.time(start.time()))
                    .setParameter("id", start.id())
                    .setMaxResults(page.limit() + 1)
                    .getResultList());
    List<LogEntry> entries = rows.stream().map(LogRow::entry).toList();
    return Cursors.page(
        entries, page.limit(), entry -> new Cursors.Position(entry.timestamp(), entry.id()));
  }

  @Override
  public int removeBefore(Instant instant) {
    return transactions.call(
        entities ->
            entities
                .createQuery("delete from LogRow l where l.loggedAt < :instant")
                .setParameter("instant", Columns.time(instant))
                .executeUpdate());
  }
}
