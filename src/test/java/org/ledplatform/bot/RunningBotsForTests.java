package org.ledplatform.bot;

/** Opens {@link RunningBots} to tests in other rooms. */
public final class RunningBotsForTests {

  private RunningBotsForTests() {}

  public static void put(RunningBots running, Bot bot) {
    running.put(bot);
  }

  public static void remove(RunningBots running, String id) {
    running.remove(new BotId(id));
  }
}
