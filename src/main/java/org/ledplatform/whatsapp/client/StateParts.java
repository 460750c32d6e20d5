package org.ledplatform.whatsapp.client;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.ledplatform.whatsapp.appstate.Actions;
import org.ledplatform.whatsapp.appstate.AppStateCollection;
import org.ledplatform.whatsapp.appstate.AppStateEvent;
import org.ledplatform.whatsapp.message.LidMap;
import org.ledplatform.whatsapp.proto.ProtocolMessage;
import org.ledplatform.whatsapp.stanza.DeviceDirectory;
import org.ledplatform.whatsapp.stanza.SessionSupply;
import org.ledplatform.whatsapp.stanza.StateEvent;

/**
 * The parts of one connection that keep the state which the devices of an account share. Lives on
 * the lane.
 */
final class StateParts {

  private final LinkedDevice device;
  private final OnlineParts.Login login;
  private final Consumer<ClientEvent> events;
  private final PeerMessages phone;
  private final PeerNews peerNews;
  private final AppStateSync sync;
  private final AppStateWrites writes;
  private final PlaceholderRequests placeholders;
  private final StaleAddresses staleAddresses;
  private final DeviceDirectory directory;
  private final DoubtedPhones doubtedPhones;
  private boolean begun;

  StateParts(
      Wire wire,
      LinkedDevice device,
      SessionSupply sessions,
      DeviceDirectory directory,
      Blobs blobs,
      OnlineParts.Login login,
      Consumer<ClientEvent> events,
      Clock clock,
      RandomGenerator random) {
    this.device = device;
    this.login = login;
    this.events = events;
    AccountState state = device.state();
    this.phone =
        new PeerMessages(device.self(), device.fanout(), sessions, wire.out(), random, this::note);
    HistoryNews history =
        new HistoryNews(
            blobs,
            device.contacts(),
            device.tokens(),
            state.history(),
            state.tally(),
            state.background(),
            wire.lane());
    this.peerNews =
        new PeerNews(state.notices(), device.contacts(), history, state.turns(), events, clock);
    this.sync =
        new AppStateSync(
            wire.queries(),
            state.collections(),
            new AppStateFiles(blobs, wire.lane()),
            phone::say,
            this::changed,
            this::note,
            clock);
    this.writes = new AppStateWrites(wire.queries(), state.collections(), sync);
    this.directory = directory;
    this.doubtedPhones =
        new DoubtedPhones(device.self(), device.contacts(), sessions, clock, this::note);
    this.staleAddresses = new StaleAddresses(device.contacts(), directory, clock, this::note);
    this.placeholders = new PlaceholderRequests(device.missing(), phone::say, this::note);
  }

  /** The login is complete: what was left undone by a crash, or came before this, is done now. */
  void begin() {
    begun = true;
    placeholders.begin();
    peerNews.dealWithAll();
    if (device.state().keys().any()) {
      sync.sync(List.of(AppStateCollection.values()));
    }
  }

  /** Acts on a report. */
  void accept(StateEvent event) {
    switch (event) {
      case StateEvent.OwnPhoneTold(ProtocolMessage told) when begun -> {
        if (told.hasAppStateSyncKeyShare()) {
          sync.keysArrived();
        }
        peerNews.dealWithAll();
      }
      case StateEvent.CollectionsChanged(var collections) when begun -> sync.sync(collections);
      case StateEvent.OwnPhoneTold _, StateEvent.CollectionsChanged _ -> {
        // Before the login is complete nothing can be fetched; then everything is looked at.
      }
      case StateEvent.MessageMissing(var message) -> placeholders.missing(message);
      case StateEvent.MessageUnavailable(var id, var chat, var sender, var kind) ->
          events.accept(new AccountEvent.MessageUnavailable(id, chat, sender, kind));
      case StateEvent.IdentityChanged(var person) -> {
        // A phone that was set up anew has other companions.
        directory.forget(person);
        events.accept(new AccountEvent.IdentityChanged(person));
      }
      case StateEvent.PhoneDoubted(var person) -> doubtedPhones.doubted(person);
      case StateEvent.LidStale(var person) -> staleAddresses.stale(person);
      case StateEvent.NumberChanged(var before, var now) ->
          events.accept(new AccountEvent.NumberChanged(before, now));
      case StateEvent.AccountChanged(var what) ->
          events.accept(new AccountEvent.AccountChanged(what));
      case StateEvent.BlocklistChanged(var change) ->
          events.accept(new AccountEvent.BlocklistChanged(change.blocked(), change.unblocked()));
      case StateEvent.DisappearingModeChanged(var duration) ->
          events.accept(new AccountEvent.DisappearingModeChanged(duration));
    }
  }

  private void changed(AppStateEvent change) {
    switch (change) {
      case AppStateEvent.PushNameSet(String name) when !name.isEmpty() -> login.named(name);
      case AppStateEvent.AddressTold(LidMap.Pair pair) -> device.contacts().suggest(List.of(pair));
      default -> events.accept(new AccountEvent.StateChanged(change));
    }
  }

  /** Writes a change of ours into the app state. */
  void write(Actions.Wish wish, CompletableFuture<Actions.Wish> done) {
    writes.write(wish, done);
  }

  /** Says something to our own phone. */
  void say(ProtocolMessage said) {
    phone.say(said);
  }

  /** Does what time asks for. */
  void tick(Instant now, GuardedTicks ticks) {
    ticks.run("missing messages", () -> placeholders.tick(now));
    ticks.run("what our phone told", () -> peerNews.tick(now));
    ticks.run("the app state", () -> sync.tick(now));
  }

  /** The connection is gone. */
  void over() {
    writes.over();
    peerNews.over();
    sync.over();
  }

  private void note(String text) {
    events.accept(new ClientEvent.Noted(text));
  }
}
