package org.ledplatform.sandbox.server;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.concurrent.Executor;
import org.ledplatform.sandbox.account.Acquaintances;
import org.ledplatform.sandbox.account.AppStates;
import org.ledplatform.sandbox.account.Directory;
import org.ledplatform.sandbox.account.DirtyBits;
import org.ledplatform.sandbox.account.PreKeyStock;
import org.ledplatform.sandbox.account.Profiles;
import org.ledplatform.sandbox.account.StanzaQueues;
import org.ledplatform.sandbox.delivery.AwayNews;
import org.ledplatform.sandbox.delivery.Delivery;
import org.ledplatform.sandbox.delivery.Notices;
import org.ledplatform.sandbox.delivery.Sessions;
import org.ledplatform.sandbox.delivery.StanzaIds;
import org.ledplatform.sandbox.group.GroupNotices;
import org.ledplatform.sandbox.group.Groups;
import org.ledplatform.sandbox.group.Leaving;
import org.ledplatform.sandbox.media.SandboxMedia;
import org.ledplatform.sandbox.query.GroupDesk;
import org.ledplatform.sandbox.query.QueryTable;
import org.ledplatform.sandbox.storage.SandboxStorage;
import org.ledplatform.sandbox.storage.Turns;

/** How the parts of a server are joined. */
final class ServerParts {

  final Turns turns;
  final Directory directory;
  final PairingDesk pairing;
  final CodeDesk codes;
  final Registry registry;
  final Groups groups;
  final AppStates states;
  final PhoneLines lines;
  final ServerKeys keys;
  final SandboxMedia media;
  final Delivery delivery;
  final Notices notices;
  final FaultGate faults;
  final AccountChanges changes;
  final Connection.Shared shared;

  ServerParts(
      SandboxStorage storage,
      Executor executor,
      Delays delays,
      Clock clock,
      SecureRandom random,
      ServerSettings settings) {
    turns = new Turns(storage);
    keys = ServerKeys.in(storage, random);
    directory = new Directory(turns, storage);
    PreKeyStock stock = new PreKeyStock(turns, storage);
    StanzaQueues queues = new StanzaQueues(turns, storage);
    states = new AppStates(turns, storage);
    Sessions sessions = new Sessions();
    StanzaIds ids = new StanzaIds(random);
    DirtyBits dirty = new DirtyBits(turns, storage);
    AwayNews away = new AwayNews(dirty);
    delivery = new Delivery(queues, sessions, away, clock);
    notices = new Notices(directory, delivery, ids, clock);
    Unlinking unlinking =
        new Unlinking(turns, directory, stock, queues, states, dirty, sessions, notices);
    groups = new Groups(turns, storage, random);
    GroupNotices groupNotices = new GroupNotices(directory, delivery, ids, clock);
    Profiles profiles = new Profiles(turns, storage);
    media = new SandboxMedia(storage, turns, profiles, executor, clock, random);
    Leaving leaving = new Leaving(groups, groupNotices, profiles, clock);
    GroupDesk groupDesk = new GroupDesk(directory, groups, groupNotices, leaving, clock);
    QueryTable queries =
        new QueryTable(
            directory, stock, delivery, notices, groupDesk, profiles, unlinking, states, dirty,
            media, clock);
    Acquaintances acquaintances = new Acquaintances(turns, storage);
    StanzaTable stanzas =
        new StanzaTable(directory, acquaintances, groups, sessions, delivery, queries, clock);
    faults = new FaultGate(turns, directory, acquaintances, sessions, delays, unlinking, clock);
    DeviceOffers offers = new DeviceOffers(directory, notices, faults, ids, clock);
    codes = new CodeDesk(turns, directory, offers, ids, clock);
    pairing = new PairingDesk(offers, codes, ids, random);
    Reception reception =
        new Reception(directory, sessions, delivery, away, pairing, stanzas, faults, clock);
    unlinking.watch(reception::leave);
    Numbers numbers = new Numbers(directory, random);
    registry = new Registry(directory, stock, numbers, unlinking, leaving, profiles, acquaintances);
    changes =
        new AccountChanges(
            directory,
            stock,
            states,
            numbers,
            unlinking,
            sessions,
            notices,
            acquaintances,
            groups,
            groupNotices);
    lines = new PhoneLines(turns, executor, directory, delivery, queries, reception, faults);
    shared =
        new Connection.Shared(
            turns, executor, delays, settings.firstFrameDelay(), keys, clock, random, reception);
  }
}
