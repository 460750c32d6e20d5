package org.ledplatform.whole;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ledplatform.sandbox.control.Phone;
import org.ledplatform.whatsapp.client.AccountEvent;
import org.ledplatform.whatsapp.client.ClientEvent;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.message.ReceivedMessage;
import org.ledplatform.whatsapp.store.RecordKind;
import org.ledplatform.whatsapp.store.StoredRecord;

/** One person for our client, whichever address and whichever number they write from. */
class OnePersonTest {

  private final ClientWorld world = new ClientWorld();
  private Phone owner;
  private Phone anna;

  @BeforeEach
  void pair() {
    owner = world.person("Owner", "+15550000001");
    anna = world.person("Anna", "+15550000002");
    world.pair(owner);
  }

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void isTheSamePersonByNumberByLidAndUnderAnotherNumber() {
    world.answers(anna, owner.jid(), "by number");
    Set<String> sessions = sessions();
    world.plan("'fault':'lid_addressing'");
    world.answers(anna, owner.jid(), "by lid");
    world.plan(
        "'fault':'new_number','number':'+1 555 0000 099','to':{'phone':'" + anna.id() + "'}");
    world.passUntil(() -> world.seen(AccountEvent.NumberChanged.class) > 0);
    world.answers(anna, owner.jid(), "under another number");
    world.answers(anna, owner.lid(), "and its lid");

    List<ReceivedMessage> heard = world.received();
    assertThat(heard).hasSize(4);
    assertThat(heard.stream().map(m -> m.ref().sender()).distinct())
        .containsExactly(Jid.parse(anna.lid()));
    assertThat(heard.stream().map(m -> m.ref().chat()).distinct())
        .containsExactly(Jid.parse(anna.lid()));
    assertThat(heard.getLast().senderPhone()).contains(Jid.parse("15550000099@s.whatsapp.net"));
    assertThat(sessions()).as("no session was begun anew").isEqualTo(sessions);
    assertThat(world.seen(AccountEvent.IdentityChanged.class)).isZero();
    assertThat(world.seen(ClientEvent.MessageUndecryptable.class)).isZero();
    assertThat(world.shown(owner).stream().map(m -> m.chat()).distinct())
        .containsExactly("15550000099@s.whatsapp.net");
  }

  @Test
  void reachesThemUnderTheNewNumberAndNobodyUnderTheOld() {
    world.answers(anna, owner.jid(), "before");
    world.plan("'fault':'new_number','to':{'phone':'+15550000002'}");
    world.passUntil(() -> world.seen(AccountEvent.NumberChanged.class) > 0);
    AccountEvent.NumberChanged told = world.last(AccountEvent.NumberChanged.class);
    assertThat(told.before()).isEqualTo(Jid.parse(anna.jid()));

    Phone heir = world.person("Heir", "+15550000002");
    world.write(told.now(), "to the person");
    world.write(Jid.parse(heir.jid()), "to whoever has the number now");
    world.passUntil(
        () -> world.shown(anna).stream().anyMatch(m -> m.text().equals("to the person")));
    world.passUntil(() -> !world.shown(heir).isEmpty());
    assertThat(world.shown(heir)).hasSize(1);
    world.answers(heir, owner.jid(), "I am somebody else");
    assertThat(world.received().getLast().ref().sender()).isEqualTo(Jid.parse(heir.lid()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"pn", "lid"})
  void staysInTheGroupUnderTheNewNumber(String addressing) {
    String group = group(addressing);
    world.answers(anna, group, "before");
    world.plan("'fault':'new_number','to':{'phone':'" + anna.id() + "'}");
    Phone moved = now(anna);
    world.answers(anna, group, "after");
    assertThat(world.received().stream().map(m -> m.ref().sender()).distinct())
        .containsExactly(Jid.parse(anna.lid()));
    world.passUntil(
        () ->
            world
                .client
                .groups()
                .metadata(Jid.parse(group))
                .toCompletableFuture()
                .join()
                .members()
                .stream()
                .anyMatch(m -> m.is(Jid.parse(moved.jid()))));
  }

  @Test
  void learnsFromThePhoneWhoHasWhichLid() {
    Phone clara = world.person("Clara", "+15550000003");
    assertThat(known()).doesNotContain(clara.jid());
    world.plan("'fault':'lid_addressing','to':{'phone':'" + owner.id() + "'}");
    world.passUntil(() -> known().contains(clara.jid()));
    world.answers(clara, owner.jid(), "hello");
  }

  @Test
  void answersSomebodyWhoGotAnotherLid() {
    world.answers(anna, owner.jid(), "before");
    world.plan("'fault':'new_lid','to':{'phone':'" + anna.id() + "'}");
    world.answers(anna, owner.jid(), "after");
    world.answers(anna, owner.lid(), "and once more");
    assertThat(now(anna).lid()).isNotEqualTo(anna.lid());
  }

  private String group(String addressing) {
    String json =
        world
            .control
            .groups()
            .create(
                ClientWorld.TENANT,
                "{'as':'%s','subject':'Walks','addressing':'%s','members':['%s']}"
                    .formatted(owner.id(), addressing, anna.id())
                    .replace('\'', '"'));
    return json.replaceAll("(?s).*\"id\":\"([^\"]+)\".*", "$1");
  }

  private Phone now(Phone phone) {
    return world.control.phones(ClientWorld.TENANT).stream()
        .filter(p -> p.id().equals(phone.id()))
        .findFirst()
        .orElseThrow();
  }

  private Set<String> known() {
    return world.store.list(RecordKind.LID_MAPPING).stream()
        .map(StoredRecord::name)
        .collect(Collectors.toSet());
  }

  private Set<String> sessions() {
    return world.store.list(RecordKind.SIGNAL_SESSION).stream()
        .map(StoredRecord::name)
        .collect(Collectors.toSet());
  }
}
