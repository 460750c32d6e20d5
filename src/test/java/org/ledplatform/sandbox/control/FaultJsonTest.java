package org.ledplatform.sandbox.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ledplatform.sandbox.fault.Direction;
import org.ledplatform.sandbox.fault.Fault;
import org.ledplatform.sandbox.fault.FaultPlan;
import org.ledplatform.sandbox.fault.FaultRule;
import org.ledplatform.sandbox.fault.StanzaFilter;
import org.ledplatform.sandbox.fault.Target;

class FaultJsonTest {

  @Test
  void readsEverythingThatARuleMaySay() {
    FaultPlan plan =
        read(
            """
            {'seed': 42, 'faults': [{'fault': 'delay', 'millis': 250,
              'to': {'phone': 'ada', 'device': 'any'},
              'on': {'tag': 'message', 'type': 'text', 'direction': 'from_device'},
              'after': 2, 'times': 3, 'probability': 0.25}]}\
            """);
    assertThat(plan.seed()).isEqualTo(42);
    assertThat(plan.rules())
        .containsExactly(
            new FaultRule(
                new Fault.Delay(Duration.ofMillis(250)),
                new Target(Optional.of("15550000001"), Target.Devices.ANY),
                Optional.of(
                    new StanzaFilter(
                        Optional.of("message"),
                        Optional.of("text"),
                        Optional.of(Direction.FROM_DEVICE))),
                2,
                3,
                0.25));
  }

  @Test
  void everyKindIsReadWithNoMoreThanItNeeds() {
    for (FaultKind kind : FaultKind.values()) {
      String word = kind.name().toLowerCase(java.util.Locale.ROOT);
      String needs =
          switch (kind) {
            case DELAY -> ",'millis':1";
            case FAILURE -> ",'reason':401";
            case NACK, QUERY_ERROR -> ",'code':429";
            case TEMPORARY_BAN -> ",'code':101,'seconds':60";
            case REACHOUT_TIMELOCK -> ",'seconds':1";
            case MESSAGE_CAPPING -> ",'quota':2,'used':1";
            case PROPS -> ",'props':[{'code':1,'value':''}]";
            default -> "";
          };
      FaultPlan plan = read("{'faults':[{'fault':'" + word + "'" + needs + "}]}");
      assertThat(plan.rules()).hasSize(1);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{'faults':[{'fault':'melt'}]}|faults[0].fault|It must be one of drop",
        "{'faults':[{}]}|faults[0].fault|It is required",
        "{'faults':[{'fault':'drop','times':-1}]}|faults[0].times|whole number from 0",
        "{'faults':[{'fault':'drop','times':1.5}]}|faults[0].times|whole number",
        "{'faults':[{'fault':'drop','probability':0}]}|faults[0].probability|above 0",
        "{'faults':[{'fault':'drop','millis':5}]}|faults[0].millis|There is no such field",
        "{'faults':[{'fault':'delay'}]}|faults[0].millis|It is required",
        "{'faults':[{'fault':'drop','to':{'phone':'eve'}}]}|faults[0].to.phone|no such phone",
        "{'faults':[{'fault':'drop','on':{'tags':'iq'}}]}|faults[0].on.tags|no such field",
        "{'faults':[{'fault':'drop'},7]}|faults[1]|must be a JSON object",
        "{'faults':7}|faults|must be a list",
        "{'seed':'x'}|seed|whole number",
        "{'more':1}|more|There is no such field",
        "[]||must be a JSON object",
        "{'seed':1}{||not well-formed",
      })
  void namesTheFieldThatIsWrong(String body, String field, String message) {
    assertThatThrownBy(() -> read(body))
        .isInstanceOfSatisfying(
            SandboxProblem.class,
            problem -> assertThat(problem.field()).isEqualTo(Optional.ofNullable(field)))
        .hasMessageContaining(message);
  }

  private static FaultPlan read(String body) {
    return FaultJson.read(
            body.replace('\'', '"'),
            named -> named.equals("ada") ? Optional.of("15550000001") : Optional.empty())
        .plan();
  }
}
