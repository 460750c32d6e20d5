package org.ledplatform.whatsapp.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ledplatform.whatsapp.node.Node;
import org.ledplatform.whatsapp.store.RecordKind;

/** What a client does about every way in which the network can end a connection (protocol §5.5). */
class ClientClosesTest {

  private static final Duration LONG = Duration.ofMinutes(10);

  private final ClientFixture fixture = new ClientFixture();
  private final TestNetwork network = fixture.network;

  private void dropped(Node last) {
    network.last().send(last);
    network.run();
  }

  private boolean hasCredentials() {
    return !fixture.store.list(RecordKind.CREDENTIALS).isEmpty();
  }

  private void assertDown(Class<? extends ClientEvent> said, boolean keepsCredentials) {
    int connections = network.connections.size();
    fixture.advance(LONG);
    assertThat(network.connections).hasSize(connections);
    assertThat(fixture.all(said)).hasSize(1);
    assertThat(fixture.all(ClientEvent.Disconnected.class)).isEmpty();
    assertThat(hasCredentials()).isEqualTo(keepsCredentials);
  }

  private void assertComesBack(Duration atMost) {
    int connections = network.connections.size();
    network.login = Optional.of(Node.of("success").with("lid", TestNetwork.OWN_LID));
    ClientEvent.Disconnected said = fixture.last(ClientEvent.Disconnected.class);
    assertThat(said.retryAt())
        .isAfter(network.clock.instant())
        .isBeforeOrEqualTo(network.clock.instant().plus(atMost));
    fixture.events.clear();
    fixture.advance(atMost);
    assertThat(network.connections).hasSize(connections + 1);
    assertThat(fixture.all(ClientEvent.Online.class)).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {408, 428, 429, 500, 404, 999})
  void aLoginThatFailedForATimeIsTriedAgainSoon(int code) {
    refuseLogin(code);
    assertComesBack(Duration.ofSeconds(5));
  }

  @ParameterizedTest
  @ValueSource(ints = {501, 503})
  void anOverloadedNetworkIsLeftAloneForLonger(int code) {
    refuseLogin(code);
    assertComesBack(Duration.ofSeconds(15));
  }

  @ParameterizedTest
  @CsvSource({"401", "419"})
  void aRefusedDeviceForgetsItsCredentials(int code) {
    refuseLogin(code);
    assertDown(ClientEvent.LoggedOut.class, false);
  }

  @ParameterizedTest
  @CsvSource({"402,true", "403,false", "406,false"})
  void aBannedAccountStopsAndKeepsItsCredentialsOnlyWhenTheBanPasses(int code, boolean keeps) {
    refuseLogin(code);
    assertDown(ClientEvent.Banned.class, keeps);
    assertThat(fixture.last(ClientEvent.Banned.class).code()).isEqualTo(code);
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 409, 411, 413, 414, 415})
  void whatTryingAgainCannotHelpStops(int code) {
    refuseLogin(code);
    assertDown(ClientEvent.Failed.class, true);
  }

  private void refuseLogin(int code) {
    fixture.pairAndLogIn();
    fixture.restart();
    network.login = Optional.of(Node.of("failure").with("reason", code));
    fixture.connect();
  }

  static Stream<Node> passing() {
    return Stream.of(
        Node.of("stream:error").with("code", 500),
        Node.of("stream:error").with("code", 408),
        Node.of("stream:error").with("code", 428),
        Node.of("stream:error").with("code", 777),
        Node.of("stream:error"),
        Node.of("xmlstreamend"));
  }

  @ParameterizedTest
  @MethodSource("passing")
  void aStreamThatEndsForATimeIsOpenedAgain(Node last) {
    fixture.pairAndLogIn();
    dropped(last);
    assertComesBack(Duration.ofSeconds(5));
  }

  @Test
  void aBareCloseIsOpenedAgain() {
    fixture.pairAndLogIn();
    network.last().close();
    network.run();
    assertComesBack(Duration.ofSeconds(5));
  }

  @Test
  void aRestartIsFollowedAtOnce() {
    fixture.pairAndLogIn();
    int connections = network.connections.size();
    fixture.events.clear();
    dropped(Node.of("stream:error").with("code", 515));
    assertThat(network.connections).hasSize(connections + 1);
    assertThat(fixture.all(ClientEvent.Online.class)).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"replaced", "some_other_conflict"})
  void whoeverIsReplacedStaysDownAndSaysSo(String conflict) {
    fixture.pairAndLogIn();
    dropped(Node.of("stream:error", Node.of("conflict").with("type", conflict)));
    assertDown(ClientEvent.Replaced.class, true);
  }

  @Test
  void aRemovedDeviceForgetsItsCredentialsAndCanBePairedAgain() {
    fixture.pairAndLogIn();
    dropped(
        Node.of("stream:error", Node.of("conflict").with("type", "device_removed"))
            .with("code", 401));
    assertDown(ClientEvent.LoggedOut.class, false);
    fixture.events.clear();
    fixture.pairAndLogIn();
    assertThat(fixture.all(ClientEvent.Online.class)).hasSize(1);
  }

  @Test
  void anAccountWithoutLinkedDevicesStops() {
    fixture.pairAndLogIn();
    dropped(Node.of("ib", Node.of("downgrade_webclient")));
    assertDown(ClientEvent.Failed.class, true);
  }

  @Test
  void theDelayGrowsWithFailuresAndIsShortAgainAfterAStableMinute() {
    fixture.pairAndLogIn();
    network.login = Optional.of(Node.of("failure").with("reason", 500));
    dropped(Node.of("stream:error").with("code", 500));
    Duration longest = Duration.ZERO;
    for (int i = 0; i < 20; i++) {
      Instant retryAt = fixture.last(ClientEvent.Disconnected.class).retryAt();
      Duration delay = Duration.between(network.clock.instant(), retryAt);
      longest = delay.compareTo(longest) > 0 ? delay : longest;
      fixture.advance(delay);
    }
    assertThat(longest).isBetween(Duration.ofSeconds(6), Duration.ofSeconds(60));
    network.login = Optional.of(Node.of("success").with("lid", TestNetwork.OWN_LID));
    fixture.advance(Duration.ofSeconds(60));
    for (int i = 0; i < 61; i++) {
      fixture.advance(Duration.ofSeconds(1));
    }
    network.last().close();
    network.run();
    assertComesBack(Duration.ofSeconds(5));
  }

  @Test
  void anInternalErrorThatGoesOnIsSaidOnce() {
    fixture.pairAndLogIn();
    network.login = Optional.of(Node.of("failure").with("reason", 500));
    dropped(Node.of("stream:error").with("code", 500));
    for (int i = 0; i < 20; i++) {
      fixture.advance(Duration.ofSeconds(60));
    }
    assertThat(fixture.all(ClientEvent.Noted.class))
        .filteredOn(noted -> noted.text().contains("internal error"))
        .hasSize(1);
  }

  @Test
  void aRefusedLogOutIsNotToldAsHeard() {
    fixture.pairAndLogIn();
    network.refused.add("md");
    fixture.client.logOut();
    network.run();
    assertThat(fixture.last(ClientEvent.LoggedOut.class).reason()).contains("could not be told");
    assertThat(hasCredentials()).isFalse();
  }

  @Test
  void loggingOutWithoutANetworkWipesAndSaysThatThePhoneWasNotTold() {
    fixture.pairAndLogIn();
    fixture.restart();
    fixture.client.logOut();
    network.run();
    assertThat(fixture.last(ClientEvent.LoggedOut.class).reason()).contains("could not be told");
    assertThat(hasCredentials()).isFalse();
  }
}
