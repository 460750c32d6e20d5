package org.ledplatform.storage.jpa;

import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.TypedQuery;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.ledplatform.account.Sealer;
import org.ledplatform.account.UserId;
import org.ledplatform.bot.Bot;
import org.ledplatform.bot.BotId;
import org.ledplatform.bot.BotState;
import org.ledplatform.bot.Bots;
import org.ledplatform.listing.Page;
import org.ledplatform.listing.PageRequest;

/** Bots in the table {@code bots}. */
public final class JpaBots implements Bots {

  /** Tables with rows of a bot, by {@code owner_id} and {@code bot_id}. */
  private static final List<String> BELONGINGS =
      List.of("bot_logs", "session_records", "session_fences");

  private final Transactions transactions;
  private final BotSeals seals;

  public JpaBots(Transactions transactions, Sealer sealer) {
    this.transactions = transactions;
    this.seals = new BotSeals(new AccountSeal(sealer), new ProxySeal(sealer));
  }

  @Override
  public void add(Bot bot) {
    BotRow row = new BotRow(bot, seals);
    transactions.run(entities -> entities.persist(row));
  }

  @Override
  public Optional<Bot> find(UserId owner, BotId id) {
    return transactions
        .call(entities -> query(entities, owner, id).getResultStream().findFirst())
        .map(row -> row.bot(seals));
  }

  @Override
  public Page<Bot> list(UserId owner, Optional<BotState> state, PageRequest page) {
    Cursors.Position start = Cursors.start(page);
    List<BotRow> rows =
        transactions.call(
            entities ->
                entities
                    .createQuery(
                        """
                        select b from BotRow b
                        where b.owner = :owner
                          and (:state = '' or b.state = :state)
                          and (b.createdAt < :time or (b.createdAt = :time and b.id < :id))
                        order by b.createdAt desc, b.id desc\
                        """,
                        BotRow.class)
                    .setParameter("owner", owner.value())
                    .setParameter("state", state.map(BotState::name).orElse(""))
                    .setParameter("time", Columns.time(start.time()))
                    .setParameter("id", start.id())
                    .setMaxResults(page.limit() + 1)
                    .getResultList());
    List<Bot> bots = rows.stream().map(row -> row.bot(seals)).toList();
    return Cursors.page(
        bots, page.limit(), bot -> new Cursors.Position(bot.createdAt(), bot.id().value()));
  }

  @Override
  public Optional<Bot> change(UserId owner, BotId id, UnaryOperator<Bot> change) {
    return transactions.call(
        entities ->
            query(entities, owner, id)
                .setLockMode(LockModeType.PESSIMISTIC_WRITE)
                .getResultStream()
                .findFirst()
                .map(
                    row -> {
                      row.write(change.apply(row.bot(seals)), seals);
                      return row.bot(seals);
                    }));
  }

  @Override
  public boolean remove(UserId owner, BotId id) {
    return transactions.call(
        entities -> {
          // First the bot, so that a change at the same time waits and then finds nothing.
          int removed =
              delete(entities, "delete from bots where owner_id = ?1 and id = ?2", owner, id);
          if (removed > 0) {
            BELONGINGS.forEach(
                table ->
                    delete(
                        entities,
                        "delete from " + table + " where owner_id = ?1 and bot_id = ?2",
                        owner,
                        id));
          }
          return removed > 0;
        });
  }

  @Override
  public List<Bot> wanted() {
    List<BotRow> rows =
        transactions.call(
            entities ->
                entities
                    .createQuery(
                        "select b from BotRow b where b.wanted = true order by b.createdAt, b.id",
                        BotRow.class)
                    .getResultList());
    return rows.stream().map(row -> row.bot(seals)).toList();
  }

  private static TypedQuery<BotRow> query(EntityManager entities, UserId owner, BotId id) {
    return entities
        .createQuery("select b from BotRow b where b.owner = :owner and b.id = :id", BotRow.class)
        .setParameter("owner", owner.value())
        .setParameter("id", id.value());
  }

  private static int delete(EntityManager entities, String sql, UserId owner, BotId id) {
    return entities
        .createNativeQuery(sql)
        .setParameter(1, owner.value())
        .setParameter(2, id.value())
        .executeUpdate();
  }
}
