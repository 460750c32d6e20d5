package org.ledplatform.sandbox.phone;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.Optional;
import org.ledplatform.sandbox.account.Account;
import org.ledplatform.sandbox.group.Group;
import org.ledplatform.sandbox.proto.StoredPhone;
import org.ledplatform.sandbox.server.PhoneLine;
import org.ledplatform.sandbox.server.SandboxServer;
import org.ledplatform.sandbox.storage.SandboxStorage;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.node.Node;

/** What a connected phone works with. Used under the phone's lock. */
record PhoneParts(
    StoredPhone about,
    SandboxServer server,
    SandboxStorage storage,
    PhoneStore store,
    PhoneKeys keys,
    PhoneScreen screen,
    PhoneLine line,
    PhoneCipher cipher,
    PhoneLetters letters,
    GroupKeys groupKeys,
    GroupLetters groupLetters,
    Reading reading,
    BlueTicks ticks,
    Sent sent,
    MessageIds ids,
    Clock clock,
    SecureRandom random) {

  /** Makes what a phone needs besides what outlives it and its line. */
  static PhoneParts of(
      StoredPhone about,
      SandboxServer server,
      SandboxStorage storage,
      PhoneStore store,
      PhoneKeys keys,
      PhoneScreen screen,
      PhoneLine line,
      Clock clock,
      SecureRandom random) {
    MessageIds ids = new MessageIds(random);
    PhoneCipher cipher = new PhoneCipher(store, keys, line, ids, random, clock);
    GroupKeys groupKeys = new GroupKeys(store, random);
    return new PhoneParts(
        about,
        server,
        storage,
        store,
        keys,
        screen,
        line,
        cipher,
        new PhoneLetters(about.getPhone(), server, line, cipher),
        groupKeys,
        new GroupLetters(about.getPhone(), server, line, cipher, groupKeys),
        new Reading(screen, server::account),
        new BlueTicks(about.getReadsOnDemand(), screen, storage, line, clock),
        new Sent(),
        ids,
        clock,
        random);
  }

  /** The account of this phone. */
  Account self() {
    return server.account(about.getPhone()).orElseThrow();
  }

  /** Whether this is a device of the phone's own account. */
  boolean own(Account account) {
    return account.phone().equals(about.getPhone());
  }

  /** Whom this phone's person reaches under an address. */
  Optional<Account> find(Jid jid) {
    return server.find(about.getTenant(), jid);
  }

  /** The group, while this phone's person is in it. */
  Optional<Group> group(Jid jid) {
    return server.group(about.getTenant(), jid).filter(group -> group.has(self()));
  }

  /** Tells the server that a stanza was dealt with. */
  void acknowledge(Node stanza) {
    line.send(
        Node.of("ack")
            .with("class", stanza.tag())
            .with("id", stanza.require("id"))
            .with("to", stanza.require("from"))
            .with("participant", stanza.attribute("participant"))
            .with("recipient", stanza.attribute("recipient"))
            .with("type", stanza.attribute("type")));
  }
}
