package org.ledplatform.sandbox.phone;

import java.util.Optional;
import java.util.function.Function;
import org.ledplatform.sandbox.account.Account;
import org.ledplatform.sandbox.group.Group;
import org.ledplatform.whatsapp.jid.Jid;

/** Where a phone's person writes. */
public sealed interface Chat {

  /** As the screen names it: the account of a person, or the whole address of a group. */
  String name();

  /** As stanzas and messages name it. */
  Jid jid();

  /** How a person is addressed in here. */
  Jid address(Account person);

  /** A chat with one person, perhaps with oneself. */
  record Person(Account account) implements Chat {
    @Override
    public String name() {
      return account.phone();
    }

    @Override
    public Jid jid() {
      return account.phoneJid();
    }

    @Override
    public Jid address(Account person) {
      return person.phoneJid();
    }
  }

  /** A group. */
  record Room(Group group) implements Chat {
    @Override
    public String name() {
      return group.jid().toString();
    }

    @Override
    public Jid jid() {
      return group.jid();
    }

    @Override
    public Jid address(Account person) {
      return group.address(person);
    }
  }

  /**
   * The address behind the name of a chat, or of a person.
   *
   * @param people finds accounts by their names
   */
  static Jid address(String name, Function<String, Optional<Account>> people) {
    return name.contains("@") ? Jid.parse(name) : Account.phoneJid(name, people);
  }
}
