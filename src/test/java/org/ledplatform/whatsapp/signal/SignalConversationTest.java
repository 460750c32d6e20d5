package org.ledplatform.whatsapp.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ledplatform.whatsapp.signal.Device.Sent;

class SignalConversationTest {

  private final Device alice = new Device("alice", Clock.systemUTC());
  private final Device bob = new Device("bob", Clock.systemUTC());

  private record Flight(Device from, Device to, String text, Sent sent) {}

  @Test
  void bothSidesReadEachOther() {
    alice.begin(bob);
    Sent first = alice.send(bob, "hi");
    assertThat(first.preKey()).isTrue();
    assertThat(bob.receive(alice, first)).isEqualTo("hi");
    Sent answer = bob.send(alice, "ho");
    assertThat(answer.preKey()).isFalse();
    assertThat(alice.send(bob, "still unanswered").preKey()).isTrue();
    assertThat(alice.receive(bob, answer)).isEqualTo("ho");
    assertThat(alice.send(bob, "answered").preKey()).isFalse();
  }

  @Test
  void aBundleWithoutOneTimeKeyIsEnough() {
    alice.commit(alice.cipher.startSession(bob.address, bob.bundleWithoutOneTimeKey()).changes());
    assertThat(bob.receive(alice, alice.send(bob, "hi"))).isEqualTo("hi");
    assertThat(alice.receive(bob, bob.send(alice, "ho"))).isEqualTo("ho");
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void survivesLossReorderingAndRedelivery(long seed) {
    Random chance = new Random(seed);
    alice.begin(bob);
    assertThat(bob.receive(alice, alice.send(bob, "first"))).isEqualTo("first");
    List<Flight> flying = new ArrayList<>();
    List<Flight> landed = new ArrayList<>();
    Set<String> read = new HashSet<>();
    int lost = 0;
    for (int i = 0; i < 400; i++) {
      boolean forth = chance.nextBoolean();
      Device from = forth ? alice : bob;
      Device to = forth ? bob : alice;
      if (chance.nextInt(3) > 0) {
        String text = "message " + i;
        flying.add(new Flight(from, to, text, from.send(to, text)));
      }
      if (!flying.isEmpty() && chance.nextInt(3) > 0) {
        // Later messages overtake, but not by so many chains that a receiver may forget.
        Flight next = flying.remove(chance.nextInt(Math.min(4, flying.size())));
        if (chance.nextInt(10) == 0) {
          lost++;
        } else {
          assertThat(next.to().receive(next.from(), next.sent())).isEqualTo(next.text());
          read.add(next.text());
          landed.add(next);
        }
      }
      if (!landed.isEmpty() && chance.nextInt(10) == 0) {
        Flight again = landed.get(landed.size() - 1);
        assertThatThrownBy(() -> again.to().receive(again.from(), again.sent()))
            .isInstanceOf(DuplicateMessageException.class);
      }
    }
    for (Flight rest : flying) {
      assertThat(rest.to().receive(rest.from(), rest.sent())).isEqualTo(rest.text());
    }
    assertThat(lost).isPositive();
    assertThat(read).hasSizeGreaterThan(100);
  }

  @Test
  void bothMayBeginAtOnce() {
    alice.begin(bob);
    bob.begin(alice);
    Sent forth = alice.send(bob, "forth");
    Sent back = bob.send(alice, "back");
    assertThat(bob.receive(alice, forth)).isEqualTo("forth");
    assertThat(alice.receive(bob, back)).isEqualTo("back");
    for (int i = 0; i < 10; i++) {
      Sent one = alice.send(bob, "one");
      Sent two = bob.send(alice, "two");
      assertThat(bob.receive(alice, one)).isEqualTo("one");
      assertThat(alice.receive(bob, two)).isEqualTo("two");
    }
  }

  @Test
  void messagesOfAReplacedSessionAreStillRead() {
    alice.begin(bob);
    assertThat(bob.receive(alice, alice.send(bob, "old"))).isEqualTo("old");
    assertThat(alice.receive(bob, bob.send(alice, "answer"))).isEqualTo("answer");
    Sent underWay = alice.send(bob, "under way");
    alice.begin(bob);
    Sent renewed = alice.send(bob, "renewed");
    assertThat(renewed.preKey()).isTrue();
    assertThat(bob.receive(alice, renewed)).isEqualTo("renewed");
    assertThat(bob.receive(alice, underWay)).isEqualTo("under way");
  }

  @Test
  void keepsFortyReplacedSessionsAndNoMore() {
    List<Sent> first = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      alice.begin(bob);
      Sent opening = alice.send(bob, "opening " + i);
      first.add(alice.send(bob, "late " + i));
      bob.receive(alice, opening);
    }
    SignalSession session = new SessionBook(bob.store).session(alice.address);
    assertThat(session.ratchets()).hasSize(41);
    for (int i = 20; i < 60; i++) {
      assertThat(bob.receive(alice, first.get(i))).isEqualTo("late " + i);
    }
    assertThatThrownBy(() -> bob.receive(alice, first.get(5)))
        .isInstanceOf(InvalidKeyIdException.class);
  }

  @Test
  void everyMessageHasItsOwnKey() {
    alice.begin(bob);
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < 50; i++) {
      assertThat(seen.add(java.util.HexFormat.of().formatHex(alice.send(bob, "same").bytes())))
          .isTrue();
    }
  }
}
