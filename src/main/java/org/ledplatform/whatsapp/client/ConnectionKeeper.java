package org.ledplatform.whatsapp.client;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.ledplatform.whatsapp.client.PairingCodeRefusedException.Reason;
import org.ledplatform.whatsapp.message.OutgoingMessage;
import org.ledplatform.whatsapp.pairing.CredentialStore;
import org.ledplatform.whatsapp.pairing.PhoneNumber;
import org.ledplatform.whatsapp.store.DeviceStore;

/**
 * Keeps one connection alive as long as somebody wants it: begins attempts, decides by {@link
 * ClosePolicy} what an end means, and waits before it tries again. Lives on the lane.
 */
final class ConnectionKeeper {

  private static final Duration STABLE = Duration.ofMinutes(1);
  private static final Duration FAREWELL = Duration.ofSeconds(5);
  private static final String LEFT = "logged out by us";
  private static final String LEFT_UNHEARD =
      "logged out by us, but the network could not be told: remove the device on the phone too";
  private static final int MANY_FAILURES = 5;
  private static final int INTERNAL_ERROR = 500;

  private final AttemptFactory attempts;
  private final DeviceStore store;
  private final CredentialStore credentials;
  private final Consumer<ClientEvent> events;
  private final Clock clock;
  private final BackOff backOff;
  private final VersionRefresh versions;
  private Optional<Attempt> current = Optional.empty();
  private Optional<Instant> retryAt = Optional.empty();
  private Optional<Instant> leaveBy = Optional.empty();
  private Instant onlineSince = Instant.MAX;
  private boolean restarted;
  private int refusals;

  ConnectionKeeper(
      AttemptFactory attempts,
      DeviceStore store,
      CredentialStore credentials,
      VersionRefresh versions,
      Consumer<ClientEvent> events,
      Clock clock,
      SecureRandom random) {
    this.versions = versions;
    this.attempts = attempts;
    this.store = store;
    this.credentials = credentials;
    this.events = events;
    this.clock = clock;
    this.backOff = new BackOff(random);
  }

  /** Connects, unless connected or connecting. */
  void connect() {
    if (current.isEmpty()) {
      versions.forget();
      attempt();
    }
  }

  /** Ends the connection and stays down. */
  void disconnect() {
    retryAt = Optional.empty();
    leaveBy = Optional.empty();
    versions.forget();
    current.ifPresent(Attempt::abandon);
    current = Optional.empty();
  }

  /** Tells the network to forget this device when it is within reach, then forgets it here. */
  void logOut() {
    if (current.isPresent()
        && current.get().phase() instanceof LoginPhase login
        && !login.waiting()) {
      leaveBy = Optional.of(clock.instant().plus(FAREWELL));
      login.leave(() -> leaving(LEFT), () -> leaving(LEFT_UNHEARD));
    } else {
      left(LEFT_UNHEARD);
    }
  }

  private void leaving(String reason) {
    if (leaveBy.isPresent()) {
      left(reason);
    }
  }

  private void left(String reason) {
    disconnect();
    forget(reason);
  }

  /** Does something with the login, when there is one. */
  void withLogin(Consumer<LoginPhase> what) {
    if (current.isPresent() && current.get().phase() instanceof LoginPhase login) {
      what.accept(login);
    }
  }

  void send(OutgoingMessage message) {
    if (current.isPresent() && current.get().phase() instanceof LoginPhase login) {
      login.offer(message);
    }
  }

  /** The parts of the connection, while the client is online. */
  Optional<OnlineParts> onlineParts() {
    return current.isPresent() && current.get().phase() instanceof LoginPhase login
        ? login.online()
        : Optional.empty();
  }

  /** Asks for a pairing code when the connection is there to pair. */
  void requestCode(PhoneNumber number, CompletableFuture<PairingCode> told) {
    if (current.isPresent() && current.get().phase() instanceof PairingPhase pairing) {
      pairing.requestCode(number, told);
    } else {
      told.completeExceptionally(new PairingCodeRefusedException(Reason.NOT_PAIRING));
    }
  }

  void tick() {
    Instant now = clock.instant();
    if (leaveBy.isPresent() && !now.isBefore(leaveBy.get())) {
      left(LEFT_UNHEARD);
      return;
    }
    current.ifPresent(attempt -> attempt.tick(now));
    if (retryAt.isPresent() && !now.isBefore(retryAt.get())) {
      attempt();
    }
  }

  private void attempt() {
    retryAt = Optional.empty();
    onlineSince = Instant.MAX;
    try {
      Attempt attempt = attempts.begin(credentials.load(), this::online, this::ended);
      current = Optional.of(attempt);
      attempts.open(attempt);
    } catch (StoreFailedException e) {
      react(new CloseReason.StoreFailed(String.valueOf(e.getMessage())));
    } catch (RuntimeException e) {
      // What is stored makes no sense; a bot that says so is better than one that stays silent.
      String why = e.getClass().getSimpleName();
      events.accept(new ClientEvent.Failed(new CloseReason.StoreFailed(why)));
    }
  }

  private void online() {
    onlineSince = clock.instant();
    restarted = false;
    refusals = 0;
    versions.forget();
  }

  private void ended(Attempt attempt, CloseReason reason) {
    if (current.isEmpty() || current.get() != attempt) {
      return;
    }
    current = Optional.empty();
    if (leaveBy.isPresent()) {
      // The network hangs up on a device that it forgot, and may do so before it answers.
      left(LEFT);
      return;
    }
    if (!onlineSince.equals(Instant.MAX) && !clock.instant().isBefore(onlineSince.plus(STABLE))) {
      backOff.reset();
    }
    react(reason);
  }

  private void react(CloseReason reason) {
    countRefusals(reason);
    switch (ClosePolicy.actionFor(reason)) {
      case CloseAction.ReconnectNow _ -> restart(reason);
      case CloseAction.BackOff _ -> retry(reason, backOff.next());
      case CloseAction.BackOffLonger _ -> retry(reason, backOff.nextLonger());
      case CloseAction.StopLoggedOut _ -> forget(reason.text());
      case CloseAction.StopReplaced _ -> events.accept(new ClientEvent.Replaced());
      case CloseAction.StopUnpaired _ -> events.accept(new ClientEvent.QrExhausted());
      case CloseAction.StopBanned(int code, boolean forGood, Optional<Duration> expire) -> {
        if (forGood) {
          wipe();
        }
        events.accept(
            new ClientEvent.Banned(code, reason.text(), expire.map(clock.instant()::plus)));
      }
      case CloseAction.RefreshVersion _ ->
          versions.refresh(
              this::attempt,
              () -> events.accept(new ClientEvent.Outdated()),
              () -> retry(reason, backOff.next()));
      case CloseAction.StopFailed _ -> events.accept(new ClientEvent.Failed(reason));
    }
  }

  /** The network's internal errors pass by themselves, or never: then only its owner can help. */
  private void countRefusals(CloseReason reason) {
    boolean internal =
        switch (reason) {
          case CloseReason.Refused refused -> refused.code() == INTERNAL_ERROR;
          case CloseReason.StreamError error ->
              error.conflict().isEmpty() && error.code().orElse(INTERNAL_ERROR) == INTERNAL_ERROR;
          default -> false;
        };
    refusals = internal ? refusals + 1 : refusals;
    if (internal && refusals == MANY_FAILURES) {
      events.accept(
          new ClientEvent.Noted(
              "The network answered with an internal error "
                  + MANY_FAILURES
                  + " times in a row; if it goes on, pair this device again"));
    }
  }

  /** At once, but only once in a row: a server that always says so must not be hammered. */
  private void restart(CloseReason reason) {
    if (restarted) {
      retry(reason, backOff.next());
    } else {
      restarted = true;
      attempt();
    }
  }

  private void retry(CloseReason reason, Duration delay) {
    Instant at = clock.instant().plus(delay);
    retryAt = Optional.of(at);
    events.accept(new ClientEvent.Disconnected(reason, at));
  }

  private void forget(String reason) {
    wipe();
    events.accept(new ClientEvent.LoggedOut(reason));
  }

  private void wipe() {
    attempts.forget();
    try {
      store.commit(credentials.wiping());
    } catch (StoreFailedException e) {
      events.accept(new ClientEvent.Noted("The credentials could not be wiped: they are useless"));
    }
  }
}
