package org.ledplatform.storage.jpa;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ledplatform.account.UserId;
import org.ledplatform.bot.BotId;
import org.ledplatform.journal.BotLog;
import org.ledplatform.journal.BotLogContract;
import org.ledplatform.listing.MalformedCursorException;
import org.ledplatform.listing.PageRequest;

class JpaBotLogTest extends BotLogContract {

  @AutoClose private final TestDatabase database = TestDatabase.inMemory();

  @Override
  protected BotLog log() {
    return new JpaBotLog(database);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "!",
        "YWJj",
        "MjAyNi0wMS0wMVQwMDowMDowMFo",
        "eHx5",
        "KzEwMDAwMDAwMDAtMTItMzFUMjM6NTk6NTlafHg"
      })
  void refusesACursorThatItNeverGaveOut(String cursor) {
    PageRequest page = new PageRequest(1, Optional.of(cursor));

    assertThatThrownBy(() -> list(page)).isInstanceOf(MalformedCursorException.class);
  }

  @Test
  void servesTheFirstPageWithoutACursor() {
    list(PageRequest.first());
  }

  private void list(PageRequest page) {
    var _ = log().list(new UserId("a"), new BotId("b"), BotLog.Filter.all(), page);
  }
}
