package org.ledplatform.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ledplatform.bot.SampleBots.NOON;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.ledplatform.bot.Bot.LinkedAccount;
import org.ledplatform.bot.LinkEvent;
import org.ledplatform.whatsapp.client.ClientEvent;
import org.ledplatform.whatsapp.client.CloseReason;
import org.ledplatform.whatsapp.jid.Jid;

class ClientEventTranslatorTest {

  private static final Jid JID = Jid.parse("491555:3@s.whatsapp.net");
  private static final Jid LID = Jid.parse("777:3@lid");

  private final ClientEventTranslator translator = new ClientEventTranslator(Optional.empty());

  private static LinkedAccount account(String name) {
    return new LinkedAccount("491555", JID.toString(), Optional.of(LID.toString()), name);
  }

  @Test
  void remembersTheNameThatPairingTold() {
    assertThat(translator.translate(new ClientEvent.Paired(JID, LID, "android", "Ada")))
        .contains(new LinkEvent.Paired(account("Ada")));
    assertThat(translator.translate(new ClientEvent.Online(JID, LID)))
        .contains(new LinkEvent.Online(account("Ada")));
    assertThat(translator.translate(new ClientEvent.PushNameChanged("Countess")))
        .contains(new LinkEvent.AccountChanged(account("Countess")));
    assertThat(translator.translate(new ClientEvent.Online(JID, LID)))
        .contains(new LinkEvent.Online(account("Countess")));
  }

  @Test
  void remembersTheNameThatWasStored() {
    var later = new ClientEventTranslator(Optional.of(account("Ada")));

    assertThat(later.translate(new ClientEvent.Online(JID, LID)))
        .contains(new LinkEvent.Online(account("Ada")));
  }

  @Test
  void aNameWithoutAnAccountIsNobodys() {
    assertThat(translator.translate(new ClientEvent.PushNameChanged("Ada"))).isEmpty();
  }

  @Test
  void tellsWhyAConnectionWentInWords() {
    var lost = new CloseReason.ConnectionLost("reset");

    assertThat(translator.translate(new ClientEvent.Disconnected(lost, NOON)))
        .contains(new LinkEvent.Dropped("Connection lost: reset", NOON));
    assertThat(translator.translate(new ClientEvent.Banned(402, "spam", Optional.of(NOON))))
        .contains(new LinkEvent.Banned("Spam (402) until 2026-01-01T12:00:00Z", Optional.of(NOON)));
  }

  @Test
  void aMessageThatCouldNotBeReadIsNotedWithoutAddresses() {
    assertThat(
            translator.translate(
                new ClientEvent.MessageUndecryptable("ID", JID, JID, "BadMacException")))
        .contains(new LinkEvent.Noted("A message could not be read: BadMacException"));
  }
}
