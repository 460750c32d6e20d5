package org.ledplatform.whatsapp.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.node.Node;
import org.ledplatform.whatsapp.node.UnexpectedNodeException;

class EnvelopeTest {

  private static final Self SELF =
      new Self(Jid.parse("49170:5@s.whatsapp.net"), Jid.parse("900:5@lid"));

  private static Node message() {
    return Node.of("message").with("id", "3EB0AA").with("t", 1000).with("notify", "Anna");
  }

  @Test
  void readsAMessageOfAPersonUnderBothAddresses() {
    Envelope e =
        Envelope.read(
            message()
                .with("from", "49151:2@s.whatsapp.net")
                .with("sender_lid", "100:2@lid")
                .with("offline", "1"),
            SELF);
    assertThat(e.chat()).isEqualTo(Jid.parse("49151@s.whatsapp.net"));
    assertThat(e.sender()).isEqualTo(Jid.parse("49151:2@s.whatsapp.net"));
    assertThat(e.fromMe()).isFalse();
    assertThat(e.peer()).isFalse();
    assertThat(e.offline()).isTrue();
    assertThat(e.readable()).isTrue();
    assertThat(e.sentAt()).isEqualTo(Instant.ofEpochSecond(1000));
    assertThat(e.pairs())
        .containsExactly(new LidMap.Pair(Jid.parse("49151@s.whatsapp.net"), Jid.parse("100@lid")));
  }

  @Test
  void readsAMessageOfOurOwnPhoneToSomebody() {
    Envelope e =
        Envelope.read(
            message()
                .with("from", "900@lid")
                .with("recipient", "100@lid")
                .with("peer_recipient_pn", "49151@s.whatsapp.net"),
            SELF);
    assertThat(e.fromMe()).isTrue();
    assertThat(e.peer()).isFalse();
    assertThat(e.chat()).isEqualTo(Jid.parse("100@lid"));
    assertThat(e.pairs()).hasSize(1);
  }

  @Test
  void anOwnMessageWithoutARecipientIsForOurDeviceAlone() {
    Envelope e =
        Envelope.read(
            message().with("from", "49170@s.whatsapp.net").with("category", "peer"), SELF);
    assertThat(e.peer()).isTrue();
  }

  @Test
  void readsAMessageInAGroupAndLearnsTheOtherAddressOfItsSender() {
    Envelope e =
        Envelope.read(
            message()
                .with("from", "120363@g.us")
                .with("participant", "100:2@lid")
                .with("participant_pn", "49151@s.whatsapp.net")
                .with("addressing_mode", "lid"),
            SELF);
    assertThat(e.readable()).isTrue();
    assertThat(e.inGroup()).isTrue();
    assertThat(e.chat()).isEqualTo(Jid.parse("120363@g.us"));
    assertThat(e.sender()).isEqualTo(Jid.parse("100:2@lid"));
    assertThat(e.pairs())
        .containsExactly(new LidMap.Pair(Jid.parse("49151@s.whatsapp.net"), Jid.parse("100@lid")));
  }

  @Test
  void recognisesStatusUpdatesAndIsNotFooledByAGroupWithoutASender() {
    Node status = message().with("from", "status@broadcast");
    Envelope e = Envelope.read(status.with("participant", "49151@s.whatsapp.net"), SELF);
    assertThat(e.readable()).isTrue();
    assertThat(e.chat().isStatus()).isTrue();
    assertThat(Envelope.read(status, SELF).readable()).isFalse();
    assertThat(Envelope.read(message().with("from", "120363@g.us"), SELF).readable()).isFalse();
  }

  @Test
  void somebodyElseMayNotNameARecipient() {
    Node forged = message().with("from", "100@lid").with("recipient", "200@lid");
    assertThatThrownBy(() -> Envelope.read(forged, SELF))
        .isInstanceOf(UnexpectedNodeException.class);
  }

  @Test
  void refusesAMessageWithoutIdOrSender() {
    assertThatThrownBy(() -> Envelope.read(Node.of("message").with("id", "1"), SELF))
        .isInstanceOf(UnexpectedNodeException.class);
    assertThatThrownBy(() -> Envelope.read(Node.of("message").with("from", "1@lid"), SELF))
        .isInstanceOf(UnexpectedNodeException.class);
  }

  @Test
  void refusesATimeThatNoCalendarHas() {
    for (long t : new long[] {Long.MAX_VALUE, Long.MIN_VALUE, 253_402_300_800L}) {
      Node late = message().with("from", "1@lid").with("t", t);
      assertThatThrownBy(() -> Envelope.read(late, SELF))
          .isInstanceOf(UnexpectedNodeException.class);
    }
  }
}
