package org.ledplatform.assembly;

import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.ledplatform.account.DataKeys;
import org.ledplatform.account.RefreshTokens;
import org.ledplatform.account.Sealer;
import org.ledplatform.account.SigningKeys;
import org.ledplatform.account.Users;
import org.ledplatform.bot.Bots;
import org.ledplatform.bot.SessionVault;
import org.ledplatform.journal.BotLog;
import org.ledplatform.storage.jpa.JpaBotLog;
import org.ledplatform.storage.jpa.JpaBots;
import org.ledplatform.storage.jpa.JpaDataKeys;
import org.ledplatform.storage.jpa.JpaRefreshTokens;
import org.ledplatform.storage.jpa.JpaSessionVault;
import org.ledplatform.storage.jpa.JpaSigningKeys;
import org.ledplatform.storage.jpa.JpaUsers;
import org.ledplatform.storage.jpa.Transactions;

/** Where things are kept: {@code led.storage=jpa}. */
@Dependent
class StorageProducers {

  @Produces
  @Singleton
  Users users(Transactions transactions) {
    return new JpaUsers(transactions);
  }

  @Produces
  @Singleton
  RefreshTokens refreshTokens(Transactions transactions) {
    return new JpaRefreshTokens(transactions);
  }

  @Produces
  @Singleton
  DataKeys dataKeys(Transactions transactions) {
    return new JpaDataKeys(transactions);
  }

  @Produces
  @Singleton
  SigningKeys signingKeys(Transactions transactions) {
    return new JpaSigningKeys(transactions);
  }

  @Produces
  @Singleton
  Bots bots(Transactions transactions, Sealer sealer) {
    return new JpaBots(transactions, sealer);
  }

  @Produces
  @Singleton
  BotLog botLog(Transactions transactions) {
    return new JpaBotLog(transactions);
  }

  @Produces
  @Singleton
  SessionVault sessionVault(Transactions transactions, Sealer sealer) {
    return new JpaSessionVault(transactions, sealer);
  }
}
