package org.ledplatform.whatsapp.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.ledplatform.whatsapp.MutableClock;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.message.TrustTokens.Told;
import org.ledplatform.whatsapp.store.MemoryDeviceStore;
import org.ledplatform.whatsapp.store.RecordKind;

/** How long tokens are good, and whose they are. */
class TrustTokensTest {

  private static final Jid ANNA = Jid.parse("100@lid");
  private static final Jid ANNA_PHONE = Jid.parse("49100@s.whatsapp.net");

  private final MemoryDeviceStore store = new MemoryDeviceStore();
  private final Contacts contacts = new Contacts(store);
  private final MutableClock clock = new MutableClock();
  private final TrustTokens tokens = new TrustTokens(store, contacts, clock);

  private void told(Jid person, String token, Instant at) {
    tokens.remember(List.of(new Told(person, bytes(token), at, Optional.empty())));
  }

  private void issued(Jid person) {
    tokens.remember(
        List.of(new Told(person, new byte[0], Instant.EPOCH, Optional.of(clock.instant()))));
  }

  private Optional<String> usable(Jid person) {
    return tokens.usable(person).map(t -> new String(t, StandardCharsets.UTF_8));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private void week(int days) {
    clock.advance(Duration.ofDays(days));
  }

  @Test
  void aTokenIsGoodInItsWeekAndTheThreeAfter() {
    clock.advance(Duration.ofDays(7 - clock.instant().getEpochSecond() / 86_400 % 7));
    told(ANNA, "one", clock.instant());
    week(20);
    assertThat(usable(ANNA)).contains("one");
    week(9);
    assertThat(usable(ANNA)).isEmpty();
  }

  @Test
  void anOlderTokenDoesNotReplaceANewerOneAndNoneIsFromTheFuture() {
    told(ANNA, "new", clock.instant());
    told(ANNA, "old", clock.instant().minus(Duration.ofDays(3)));
    assertThat(usable(ANNA)).contains("new");
    told(ANNA, "future", clock.instant().plus(Duration.ofDays(400)));
    week(1);
    told(ANNA, "newest", clock.instant());
    assertThat(usable(ANNA)).contains("newest");
  }

  @Test
  void whatHasNoSensibleTimeOrLengthIsLeftOut() {
    told(ANNA, "timeless", Instant.EPOCH);
    told(ANNA, "x".repeat(2000), clock.instant());
    assertThat(usable(ANNA)).isEmpty();
  }

  @Test
  void aPhoneNumberAndALidAreOnePerson() {
    told(ANNA_PHONE, "one", clock.instant());
    issued(ANNA_PHONE);
    contacts.learn(LidMap.Pair.of(ANNA_PHONE, ANNA).stream().toList());
    assertThat(usable(ANNA)).contains("one");
    assertThat(tokens.due(ANNA)).isFalse();
    told(ANNA, "two", clock.instant());
    assertThat(usable(ANNA_PHONE)).contains("two");
    assertThat(store.list(RecordKind.TRUST_TOKEN)).hasSize(1);
  }

  @Test
  void oursIsDueOnceInAWeekAndKnownForFour() {
    assertThat(tokens.due(ANNA)).isTrue();
    issued(ANNA);
    assertThat(tokens.due(ANNA)).isFalse();
    assertThat(tokens.issued(ANNA)).contains(clock.instant());
    week(7);
    assertThat(tokens.due(ANNA)).isTrue();
    assertThat(tokens.issued(ANNA)).isPresent();
    week(28);
    assertThat(tokens.issued(ANNA)).isEmpty();
  }

  @Test
  void tokenAndTimeOfOneBatchAreKeptTogether() {
    tokens.remember(
        List.of(
            new Told(ANNA, bytes("one"), clock.instant(), Optional.empty()),
            new Told(ANNA, new byte[0], Instant.EPOCH, Optional.of(clock.instant()))));
    assertThat(usable(ANNA)).contains("one");
    assertThat(tokens.due(ANNA)).isFalse();
  }

  @Test
  void whatIsOfNoUseIsForgottenAndStrangersDoNotFillTheStore() {
    told(ANNA, "one", clock.instant());
    week(35);
    told(Jid.parse("101@lid"), "two", clock.instant());
    tokens.prune();
    assertThat(store.list(RecordKind.TRUST_TOKEN))
        .extracting(r -> r.name())
        .containsExactly("101@lid");
    List<Told> many = new ArrayList<>();
    for (int i = 0; i < 6_000; i++) {
      many.add(
          new Told(Jid.parse(1000 + i + "@lid"), bytes("t"), clock.instant(), Optional.empty()));
    }
    for (int i = 0; i < many.size(); i += 500) {
      tokens.remember(many.subList(i, i + 500));
    }
    assertThat(store.list(RecordKind.TRUST_TOKEN)).hasSizeLessThanOrEqualTo(5_000);
  }
}
