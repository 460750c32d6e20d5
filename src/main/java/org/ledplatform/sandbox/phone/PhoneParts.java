package org.ledplatform.sandbox.phone;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.Optional;
import org.ledplatform.sandbox.account.Account;
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
    MessageIds ids,
    Clock clock,
    SecureRandom random) {

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

  /** Tells the server that a stanza was dealt with. */
  void acknowledge(Node stanza) {
    line.send(
        Node.of("ack")
            .with("class", stanza.tag())
            .with("id", stanza.require("id"))
            .with("to", stanza.require("from"))
            .with("type", stanza.attribute("type")));
  }
}
