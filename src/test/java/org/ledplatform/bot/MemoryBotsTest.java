package org.ledplatform.bot;

class MemoryBotsTest extends BotsContract {
  @Override
  protected Bots bots() {
    return new MemoryBots();
  }
}
