package org.ledplatform.api.bots;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Optional;
import org.ledplatform.api.json.BodyReading;
import org.ledplatform.bot.Bot;
import org.ledplatform.bot.BotPatch;
import org.ledplatform.bot.NewBot;
import org.ledplatform.bot.SampleBots;

/** Any body at the paths of bots. */
class BotBodiesFuzzTest {

  private static final Bot BOT = SampleBots.bot(SampleBots.ADA, "1");

  @FuzzTest
  void anyBodyIsABotOrIsRefused(byte[] body) {
    Optional<NewBot> wanted =
        BodyReading.readOrRefused(BotBodies.Create.class, body, BotBodies.Create::toNewBot);
    wanted.ifPresent(bot -> assertThat(bot.problems()).isEmpty());
    Optional<BotPatch> changed =
        BodyReading.readOrRefused(BotBodies.Change.class, body, BotBodies.Change::toPatch);
    changed.ifPresent(
        patch -> assertThat(patch.problems(BOT, _ -> Optional.empty())).hasSizeLessThan(1_000));
    BodyReading.readOrRefused(BotBodies.CodeWish.class, body, BotBodies.CodeWish::checkedNumber);
  }
}
