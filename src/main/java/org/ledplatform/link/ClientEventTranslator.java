package org.ledplatform.link;

import java.time.Instant;
import java.util.Optional;
import org.ledplatform.bot.Bot.LinkedAccount;
import org.ledplatform.bot.LinkEvent;
import org.ledplatform.whatsapp.client.AccountEvent;
import org.ledplatform.whatsapp.client.ClientEvent;
import org.ledplatform.whatsapp.client.PairingCode;
import org.ledplatform.whatsapp.jid.Jid;

/**
 * Says the client's events in the words of bots. Remembers what was last said about the account, so
 * it belongs to one link; the client's events come one at a time.
 */
final class ClientEventTranslator {

  private Optional<LinkedAccount> account;

  /**
   * @param account what was stored about it
   */
  ClientEventTranslator(Optional<LinkedAccount> account) {
    this.account = account;
  }

  /** What the bot hears of this event; empty when it is not about the link itself. */
  Optional<LinkEvent> translate(ClientEvent event) {
    return switch (event) {
      case ClientEvent.QrOffered(String text, Instant expiresAt) ->
          heard(new LinkEvent.QrOffered(text, expiresAt));
      case ClientEvent.CodeOffered(PairingCode code) ->
          heard(new LinkEvent.CodeOffered(code.shown(), code.expiresAt()));
      case ClientEvent.QrExhausted _ -> heard(new LinkEvent.QrExhausted());
      case ClientEvent.Paired(Jid jid, Jid lid, String _, String pushName) ->
          heard(new LinkEvent.Paired(remember(jid, lid, pushName)));
      case ClientEvent.PairingFailed(String reason) -> heard(new LinkEvent.PairingFailed(reason));
      case ClientEvent.Online(Jid jid, Jid lid) ->
          heard(new LinkEvent.Online(remember(jid, lid, knownName())));
      case ClientEvent.PushNameChanged(String pushName) -> renamed(pushName);
      case ClientEvent.Disconnected disconnected ->
          heard(
              new LinkEvent.Dropped(
                  sentence(disconnected.reason().text()), disconnected.retryAt()));
      case ClientEvent.LoggedOut(String reason) -> heard(new LinkEvent.LoggedOut(sentence(reason)));
      case ClientEvent.Replaced _ -> heard(new LinkEvent.Replaced());
      case ClientEvent.Banned(int code, String reason, Optional<Instant> until) ->
          heard(new LinkEvent.Banned(banned(code, reason, until), until));
      case ClientEvent.Outdated _ ->
          heard(
              new LinkEvent.Failed(
                  "The network no longer accepts the version that this platform says it is"));
      case ClientEvent.Failed failed ->
          heard(new LinkEvent.Failed(sentence(failed.reason().text())));
      case ClientEvent.MessageUndecryptable undecryptable ->
          heard(new LinkEvent.Noted("A message could not be read: " + undecryptable.reason()));
      case ClientEvent.MessageRefused(String _, String reason) ->
          heard(new LinkEvent.Noted("A reply was refused by the network: " + reason));
      case AccountEvent.NewChatRefused refused ->
          heard(
              new LinkEvent.Noted(
                  "The network lets this account begin no new chats (463); none is begun until "
                      + refused.pausedUntil()));
      case AccountEvent _ -> Optional.empty();
      case ClientEvent.Noted(String text) -> heard(new LinkEvent.Noted(text));
      case ClientEvent.MessageReceived _,
          ClientEvent.GroupChanged _,
          ClientEvent.PresenceChanged _,
          ClientEvent.ReceiptReceived _,
          ClientEvent.MessageAccepted _ ->
          Optional.empty();
    };
  }

  private Optional<LinkEvent> renamed(String pushName) {
    account =
        account.map(
            known -> new LinkedAccount(known.phoneNumber(), known.jid(), known.lid(), pushName));
    return account.map(LinkEvent.AccountChanged::new);
  }

  private LinkedAccount remember(Jid jid, Jid lid, String pushName) {
    var known =
        new LinkedAccount(jid.user(), jid.toString(), Optional.of(lid.toString()), pushName);
    account = Optional.of(known);
    return known;
  }

  private String knownName() {
    return account.map(LinkedAccount::pushName).orElse("");
  }

  private static String banned(int code, String reason, Optional<Instant> until) {
    String end = until.map(at -> " until " + at).orElse("");
    return sentence(reason) + " (" + code + ")" + end;
  }

  private static Optional<LinkEvent> heard(LinkEvent event) {
    return Optional.of(event);
  }

  private static String sentence(String text) {
    return text.isEmpty() ? text : Character.toUpperCase(text.charAt(0)) + text.substring(1);
  }
}
