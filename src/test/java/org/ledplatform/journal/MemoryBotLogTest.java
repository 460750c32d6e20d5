package org.ledplatform.journal;

class MemoryBotLogTest extends BotLogContract {
  @Override
  protected BotLog log() {
    return new MemoryBotLog();
  }
}
