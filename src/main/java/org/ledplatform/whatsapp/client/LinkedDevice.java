package org.ledplatform.whatsapp.client;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.Optional;
import org.ledplatform.whatsapp.crypto.PublicKey;
import org.ledplatform.whatsapp.group.GroupCache;
import org.ledplatform.whatsapp.group.GroupFanout;
import org.ledplatform.whatsapp.message.Audiences;
import org.ledplatform.whatsapp.message.Contacts;
import org.ledplatform.whatsapp.message.Fanout;
import org.ledplatform.whatsapp.message.Inbox;
import org.ledplatform.whatsapp.message.Intake;
import org.ledplatform.whatsapp.message.MessageOpener;
import org.ledplatform.whatsapp.message.MissingMessages;
import org.ledplatform.whatsapp.message.Outbox;
import org.ledplatform.whatsapp.message.Polls;
import org.ledplatform.whatsapp.message.Self;
import org.ledplatform.whatsapp.message.Speakers;
import org.ledplatform.whatsapp.message.Tally;
import org.ledplatform.whatsapp.message.TrustTokens;
import org.ledplatform.whatsapp.message.Understanding;
import org.ledplatform.whatsapp.message.Vouching;
import org.ledplatform.whatsapp.pairing.AdvIdentity;
import org.ledplatform.whatsapp.pairing.Credentials;
import org.ledplatform.whatsapp.pairing.DeviceKeys;
import org.ledplatform.whatsapp.pairing.LinkedAccount;
import org.ledplatform.whatsapp.signal.PreKeys;
import org.ledplatform.whatsapp.signal.SignalCipher;
import org.ledplatform.whatsapp.stanza.RetryRequests;
import org.ledplatform.whatsapp.store.DeviceStore;

/** A paired device: what lives as long as its credentials, through all its connections. */
record LinkedDevice(
    DeviceStore store,
    DeviceKeys keys,
    Self self,
    PreKeys preKeys,
    SignalCipher cipher,
    Contacts contacts,
    Vouching vouching,
    Inbox inbox,
    MissingMessages missing,
    Outbox outbox,
    Intake intake,
    Fanout fanout,
    GroupFanout groupFanout,
    Audiences audiences,
    GroupCache groups,
    RetryRequests retryRequests,
    AccountState state,
    Polls polls,
    TrustTokens tokens,
    NewChats newChats) {

  static LinkedDevice of(
      Credentials credentials,
      DeviceStore store,
      PreKeys preKeys,
      Tally tally,
      AccountState state,
      Clock clock,
      SecureRandom random) {
    DeviceKeys keys = credentials.keys();
    LinkedAccount account = credentials.account();
    Self self = selfOf(account, store);
    SignalCipher cipher = new SignalCipher(store, keys.local(), random, clock);
    Contacts contacts = new Contacts(store, Optional.of(self));
    Inbox inbox = new Inbox(store);
    MissingMessages missing = new MissingMessages(store, contacts, inbox, clock);
    Outbox outbox = new Outbox(store);
    Audiences audiences = new Audiences(store, contacts);
    TrustTokens tokens = new TrustTokens(store, contacts, clock);
    Polls polls = new Polls(store, contacts, self);
    GroupCache groups = new GroupCache(store, self, clock);
    PublicKey accountKey = AdvIdentity.accountKey(account.signedIdentity());
    Speakers speakers = new Speakers(store, contacts, Optional.of(accountKey));
    Vouching vouching = new Vouching(contacts, Optional.of(new Vouching.Own(self, accountKey)));
    return new LinkedDevice(
        store,
        keys,
        self,
        preKeys,
        cipher,
        contacts,
        vouching,
        inbox,
        missing,
        outbox,
        new Intake(
            store,
            contacts,
            inbox,
            new MessageOpener(store, keys.local(), contacts, vouching, random, clock),
            new Understanding(self, contacts, inbox, outbox, polls, groups),
            speakers,
            state.ownPhone(),
            tally,
            missing),
        new Fanout(self, account.signedIdentity(), cipher, contacts, store, random),
        new GroupFanout(
            self,
            account.signedIdentity(),
            keys.local(),
            contacts,
            audiences,
            store,
            clock,
            random),
        audiences,
        groups,
        new RetryRequests(store, preKeys, keys.local(), account.signedIdentity()),
        state,
        polls,
        tokens,
        new NewChats(store, contacts, cipher, tokens, clock));
  }

  /** The polls of an account apart from its device, for whoever only seals votes. */
  static Polls pollsOf(LinkedAccount account, DeviceStore store) {
    Self self = selfOf(account, store);
    return new Polls(store, new Contacts(store, Optional.of(self)), self);
  }

  private static Self selfOf(LinkedAccount account, DeviceStore store) {
    return Self.in(store, account.jid(), account.lid());
  }
}
