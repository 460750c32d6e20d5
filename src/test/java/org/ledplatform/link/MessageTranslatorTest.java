package org.ledplatform.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ledplatform.bot.SampleBots.ADA;
import static org.ledplatform.bot.SampleBots.NOON;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.ledplatform.bot.SampleBots;
import org.ledplatform.conversation.IncomingMessage;
import org.ledplatform.whatsapp.content.Body;
import org.ledplatform.whatsapp.content.Context;
import org.ledplatform.whatsapp.content.Text;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.message.ReceivedMessage;
import org.ledplatform.whatsapp.proto.Message;

class MessageTranslatorTest {

  private static final Jid PHONE = Jid.parse("491555@s.whatsapp.net");
  private static final Jid LID = Jid.parse("777@lid");

  private static IncomingMessage incoming(Jid arrivedFrom) {
    return MessageTranslator.incoming(
        SampleBots.bot(ADA, "1"),
        new ReceivedMessage(
            new ReceivedMessage.Ref("ID", LID, LID),
            arrivedFrom.withoutDevice(),
            arrivedFrom,
            Optional.of(PHONE),
            Optional.of(LID),
            false,
            "Eve",
            NOON,
            true,
            Message.newBuilder().setConversation("hi").build(),
            new Body(new Text("hi"), Context.NONE)));
  }

  @Test
  void onePersonIsOnePersonWhicheverAddressArrives() {
    IncomingMessage byPhone = incoming(PHONE.withDevice(2));
    IncomingMessage byLid = incoming(LID.withDevice(2));

    assertThat(byPhone.sender()).isEqualTo(byLid.sender());
    assertThat(byPhone.sender().id()).isEqualTo("777");
    assertThat(byPhone.chat().id()).isEqualTo(byLid.chat().id());
    assertThat(byPhone.chat().address()).isEqualTo("491555@s.whatsapp.net");
    assertThat(byLid.chat().address()).isEqualTo("777@lid");
  }

  @Test
  void onlyPeopleAndGroupsAreTalkedWith() {
    assertThat(MessageTranslator.isConversation(PHONE)).isTrue();
    assertThat(MessageTranslator.isConversation(LID)).isTrue();
    assertThat(MessageTranslator.isConversation(Jid.parse("1-2@g.us"))).isTrue();
    assertThat(MessageTranslator.isConversation(Jid.parse("status@broadcast"))).isFalse();
    assertThat(MessageTranslator.isConversation(Jid.parse("1@newsletter"))).isFalse();
    assertThat(MessageTranslator.isConversation(Jid.NETWORK)).isFalse();
  }
}
