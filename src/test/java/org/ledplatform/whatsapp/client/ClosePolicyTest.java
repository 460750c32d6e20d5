package org.ledplatform.whatsapp.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ClosePolicyTest {

  static Stream<Arguments> table() {
    return Stream.of(
        Arguments.of(refused(400), new CloseAction.StopFailed()),
        Arguments.of(refused(401), new CloseAction.StopLoggedOut()),
        Arguments.of(
            new CloseReason.Refused(402, OptionalInt.of(104), Optional.of(Duration.ofHours(2))),
            new CloseAction.StopBanned(402, false, Optional.of(Duration.ofHours(2)))),
        Arguments.of(refused(403), new CloseAction.StopBanned(403, true, Optional.empty())),
        Arguments.of(refused(405), new CloseAction.RefreshVersion()),
        Arguments.of(refused(406), new CloseAction.StopBanned(406, true, Optional.empty())),
        Arguments.of(refused(409), new CloseAction.StopFailed()),
        Arguments.of(refused(411), new CloseAction.StopFailed()),
        Arguments.of(refused(413), new CloseAction.StopFailed()),
        Arguments.of(refused(414), new CloseAction.StopFailed()),
        Arguments.of(refused(415), new CloseAction.StopFailed()),
        Arguments.of(refused(419), new CloseAction.StopLoggedOut()),
        Arguments.of(refused(500), new CloseAction.BackOff()),
        Arguments.of(refused(501), new CloseAction.BackOffLonger()),
        Arguments.of(refused(503), new CloseAction.BackOffLonger()),
        Arguments.of(refused(999), new CloseAction.BackOff()),
        Arguments.of(stream(515), new CloseAction.ReconnectNow()),
        Arguments.of(stream(401), new CloseAction.StopLoggedOut()),
        Arguments.of(stream(440), new CloseAction.StopReplaced()),
        Arguments.of(stream(500), new CloseAction.BackOff()),
        Arguments.of(stream(503), new CloseAction.BackOffLonger()),
        Arguments.of(conflict(OptionalInt.empty(), "replaced"), new CloseAction.StopReplaced()),
        Arguments.of(
            conflict(OptionalInt.of(401), "device_removed"), new CloseAction.StopLoggedOut()),
        Arguments.of(
            new CloseReason.StreamError(OptionalInt.empty(), Optional.empty()),
            new CloseAction.BackOff()),
        Arguments.of(new CloseReason.DevicesNotAllowed(), new CloseAction.StopFailed()),
        Arguments.of(new CloseReason.BadCertificate("x"), new CloseAction.StopFailed()),
        Arguments.of(new CloseReason.BadHandshake("x"), new CloseAction.BackOff()),
        Arguments.of(new CloseReason.ConnectFailed("x"), new CloseAction.BackOff()),
        Arguments.of(new CloseReason.ConnectionLost("x"), new CloseAction.BackOff()),
        Arguments.of(new CloseReason.TimedOut("x"), new CloseAction.BackOff()),
        Arguments.of(new CloseReason.Unreadable("x"), new CloseAction.BackOff()),
        Arguments.of(new CloseReason.StoreFailed("x"), new CloseAction.BackOffLonger()),
        Arguments.of(new CloseReason.PairingRefused("x"), new CloseAction.BackOff()),
        Arguments.of(new CloseReason.QrsExpired(), new CloseAction.StopUnpaired()));
  }

  @ParameterizedTest
  @MethodSource("table")
  void knowsWhatToDoAboutEveryEnd(CloseReason reason, CloseAction action) {
    assertThat(ClosePolicy.actionFor(reason)).isEqualTo(action);
    assertThat(reason.text()).isNotBlank();
  }

  private static CloseReason refused(int code) {
    return new CloseReason.Refused(code, OptionalInt.empty(), Optional.empty());
  }

  private static CloseReason stream(int code) {
    return new CloseReason.StreamError(OptionalInt.of(code), Optional.empty());
  }

  private static CloseReason conflict(OptionalInt code, String type) {
    return new CloseReason.StreamError(code, Optional.of(type));
  }
}
