package org.ledplatform.bot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ledplatform.bot.BotLifecycle.Then.FORGET;
import static org.ledplatform.bot.BotLifecycle.Then.GIVE_UP;
import static org.ledplatform.bot.BotLifecycle.Then.GO_ON;
import static org.ledplatform.bot.BotLifecycle.Then.REOPEN;
import static org.ledplatform.bot.BotLifecycle.Then.REST;
import static org.ledplatform.bot.BotState.AWAITING_PAIRING;
import static org.ledplatform.bot.BotState.BANNED;
import static org.ledplatform.bot.BotState.CONNECTING;
import static org.ledplatform.bot.BotState.ERROR;
import static org.ledplatform.bot.BotState.LOGGED_OUT;
import static org.ledplatform.bot.BotState.ONLINE;
import static org.ledplatform.bot.BotState.RECONNECTING;
import static org.ledplatform.bot.BotState.STARTING;
import static org.ledplatform.bot.BotState.STOPPED;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.ledplatform.bot.BotLifecycle.Step;
import org.ledplatform.bot.BotLifecycle.Then;

/** The life of a bot as a table: every state with every event. */
class BotLifecycleTest {

  private static final List<BotState> LIVE =
      List.of(STARTING, AWAITING_PAIRING, CONNECTING, ONLINE, RECONNECTING);
  private static final List<BotState> AT_REST = List.of(STOPPED, LOGGED_OUT, BANNED, ERROR);

  private static final LinkEvent QR = new LinkEvent.QrOffered("secret", SampleBots.NOON);
  private static final LinkEvent CODE = new LinkEvent.CodeOffered("secret", SampleBots.NOON);
  private static final LinkEvent EXHAUSTED = new LinkEvent.QrExhausted();
  private static final LinkEvent PAIRED = new LinkEvent.Paired(SampleBots.account("1"));
  private static final LinkEvent PAIRING_FAILED = new LinkEvent.PairingFailed("bad signature");
  private static final LinkEvent ONLINE_NOW = new LinkEvent.Online(SampleBots.account("1"));
  private static final LinkEvent ACCOUNT = new LinkEvent.AccountChanged(SampleBots.account("1"));
  private static final LinkEvent DROPPED = new LinkEvent.Dropped("lost", SampleBots.NOON);
  private static final LinkEvent LOGGED_OUT_NOW = new LinkEvent.LoggedOut("removed on the phone");
  private static final LinkEvent REPLACED = new LinkEvent.Replaced();
  private static final LinkEvent BANNED_NOW = new LinkEvent.Banned("spam", Optional.empty());
  private static final LinkEvent FAILED = new LinkEvent.Failed("too old");
  private static final LinkEvent ACTIVE = new LinkEvent.Active(SampleBots.NOON);
  private static final LinkEvent NOTED = new LinkEvent.Noted("something");

  private static final List<LinkEvent> ALL_EVENTS =
      List.of(
          QR,
          CODE,
          EXHAUSTED,
          PAIRED,
          PAIRING_FAILED,
          ONLINE_NOW,
          ACCOUNT,
          DROPPED,
          LOGGED_OUT_NOW,
          REPLACED,
          BANNED_NOW,
          FAILED,
          ACTIVE,
          NOTED);

  /** What a state becomes, and what is done besides. */
  private record Expected(BotState next, Then then) {}

  /** The table: columns are the live states in the order of {@link #LIVE}. */
  private static Map<LinkEvent, List<Expected>> table() {
    Map<LinkEvent, List<Expected>> table = new LinkedHashMap<>();
    table.put(QR, always(AWAITING_PAIRING, GO_ON));
    table.put(CODE, goOn(STARTING, AWAITING_PAIRING, CONNECTING, ONLINE, RECONNECTING));
    table.put(EXHAUSTED, always(STOPPED, GIVE_UP));
    table.put(PAIRED, always(CONNECTING, GO_ON));
    table.put(
        PAIRING_FAILED, goOn(AWAITING_PAIRING, AWAITING_PAIRING, CONNECTING, ONLINE, RECONNECTING));
    table.put(ONLINE_NOW, always(ONLINE, GO_ON));
    table.put(ACCOUNT, goOn(STARTING, AWAITING_PAIRING, CONNECTING, ONLINE, RECONNECTING));
    table.put(DROPPED, always(RECONNECTING, GO_ON));
    table.put(LOGGED_OUT_NOW, always(LOGGED_OUT, FORGET));
    table.put(REPLACED, always(ERROR, GIVE_UP));
    table.put(BANNED_NOW, always(BANNED, GIVE_UP));
    table.put(FAILED, always(ERROR, REST));
    table.put(ACTIVE, goOn(STARTING, AWAITING_PAIRING, CONNECTING, ONLINE, RECONNECTING));
    table.put(NOTED, goOn(STARTING, AWAITING_PAIRING, CONNECTING, ONLINE, RECONNECTING));
    return table;
  }

  private static List<Expected> always(BotState next, Then then) {
    return LIVE.stream().map(_ -> new Expected(next, then)).toList();
  }

  private static List<Expected> goOn(BotState... next) {
    return Arrays.stream(next).map(state -> new Expected(state, GO_ON)).toList();
  }

  static Stream<Arguments> cells() {
    return table().entrySet().stream()
        .flatMap(
            row ->
                LIVE.stream()
                    .map(
                        state ->
                            Arguments.of(
                                state, row.getKey(), row.getValue().get(LIVE.indexOf(state)))));
  }

  @ParameterizedTest
  @MethodSource("cells")
  void aLiveBotFollowsTheTable(BotState state, LinkEvent event, Expected expected) {
    Step step = BotLifecycle.next(state, event);

    assertThat(new Expected(step.next(), step.then())).isEqualTo(expected);
  }

  @Test
  void theTableHasEveryKindOfEventAndEveryState() {
    Set<Class<?>> inTable =
        table().keySet().stream().map(Object::getClass).collect(Collectors.toSet());

    assertThat(inTable).containsExactlyInAnyOrder(LinkEvent.class.getPermittedSubclasses());
    assertThat(table().keySet()).containsExactlyElementsOf(ALL_EVENTS);
    assertThat(Stream.concat(LIVE.stream(), AT_REST.stream()))
        .containsExactlyInAnyOrder(BotState.values());
  }

  @ParameterizedTest
  @EnumSource(
      value = BotState.class,
      names = {"STOPPED", "LOGGED_OUT", "BANNED", "ERROR"})
  void aLateEventChangesNothingAtABotAtRest(BotState state) {
    assertThat(BotLifecycle.isLive(state)).isFalse();
    for (LinkEvent event : ALL_EVENTS) {
      assertThat(BotLifecycle.next(state, event))
          .isEqualTo(new Step(state, Optional.empty(), GO_ON));
    }
    assertThat(BotLifecycle.patience(state)).isEmpty();
    assertThat(BotLifecycle.timedOut(state)).isEqualTo(new Step(state, Optional.empty(), GO_ON));
  }

  @ParameterizedTest
  @EnumSource(
      value = BotState.class,
      names = {"STARTING", "CONNECTING", "RECONNECTING"})
  void whoWaitsForTheNetworkTriesAnewWhenItStaysSilent(BotState state) {
    assertThat(BotLifecycle.patience(state)).isPresent();
    Step step = BotLifecycle.timedOut(state);

    assertThat(step.next()).isEqualTo(RECONNECTING);
    assertThat(step.then()).isEqualTo(REOPEN);
    assertThat(step.reason()).isPresent();
  }

  @Test
  void nobodyScansForEver() {
    assertThat(BotLifecycle.patience(AWAITING_PAIRING)).isPresent();
    assertThat(BotLifecycle.timedOut(AWAITING_PAIRING).next()).isEqualTo(STOPPED);
    assertThat(BotLifecycle.timedOut(AWAITING_PAIRING).then()).isEqualTo(GIVE_UP);
  }

  @Test
  void everyEndTellsItsReasonInWords() {
    for (LinkEvent end : List.of(EXHAUSTED, LOGGED_OUT_NOW, REPLACED, BANNED_NOW, FAILED)) {
      assertThat(BotLifecycle.next(ONLINE, end).reason().orElseThrow()).isNotBlank();
    }
    assertThat(BotLifecycle.next(ONLINE, DROPPED).reason()).contains("lost");
    assertThat(BotLifecycle.next(STARTING, PAIRING_FAILED).reason().orElseThrow())
        .contains("bad signature");
  }
}
