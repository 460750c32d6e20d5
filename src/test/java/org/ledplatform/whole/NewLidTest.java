package org.ledplatform.whole;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ledplatform.sandbox.control.Phone;
import org.ledplatform.whatsapp.client.AccountEvent;
import org.ledplatform.whatsapp.client.ClientEvent;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.store.RecordKind;
import org.ledplatform.whatsapp.store.StoredRecord;

/** People get another LID while our client talks with them, its own account among them. */
class NewLidTest {

  private static final String BY_LID = "'fault':'lid_addressing'";

  private final ClientWorld world = new ClientWorld();
  private Phone owner;
  private Phone anna;
  private boolean byLid;

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

  @ParameterizedTest
  @CsvSource({"pn,false", "pn,true", "lid,false", "lid,true"})
  void goesOnWithItsOwnPhoneUnderTheNewLid(String addressing, boolean restarted) {
    addressedBy(addressing);
    world.answers(anna, owner.jid(), "before");
    newLid(owner);
    world.passUntil(() -> ownLid().sameUser(Jid.parse(now(owner).lid())));
    if (restarted) {
      world.client.disconnect();
      world.comeBack();
    }
    world.say(owner, to(addressing, anna), "written on the phone");
    world.passUntil(() -> heard("written on the phone") == 1);
    assertThat(world.received().getLast().fromMe()).isTrue();
    world.answers(anna, now(owner).jid(), "by number");
    world.answers(anna, now(owner).lid(), "by the new lid");
    world.write(Jid.parse(anna.lid()), "of the client");
    world.passUntil(() -> shown(owner, "of the client") == 1);

    assertThat(heard("written on the phone")).isEqualTo(1);
    assertThat(heard("!ping by the new lid")).isEqualTo(1);
    assertThat(shown(anna, "pong by the new lid")).isEqualTo(1);
    assertThat(shown(anna, "pong by number")).isEqualTo(1);
    assertThat(world.seen(ClientEvent.MessageUndecryptable.class)).isZero();
    assertThat(world.seen(AccountEvent.IdentityChanged.class)).isZero();
  }

  @Test
  void keepsWhatItsPhoneWroteBeforeTheLidAndGotHereAfterIt() {
    addressedBy("lid");
    world.answers(anna, owner.jid(), "before");
    world.client.disconnect();
    world.say(owner, anna.lid(), "written under the old lid");
    newLid(owner);
    world.say(owner, anna.lid(), "written under the new lid");
    world.comeBack();
    world.passUntil(
        () -> heard("written under the old lid") > 0 && heard("written under the new lid") > 0);
    assertThat(heard("written under the old lid")).isEqualTo(1);
    assertThat(heard("written under the new lid")).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"pn", "lid"})
  void goesOnWithSomebodyUnderTheNewLidInTheSameSession(String addressing) {
    addressedBy(addressing);
    world.answers(anna, owner.jid(), "before");
    int sessions = world.store.list(RecordKind.SIGNAL_SESSION).size();
    newLid(anna);
    world.answers(anna, owner.jid(), "after");
    Jid lid = Jid.parse(now(anna).lid());
    world.write(lid, "to the new lid");
    world.passUntil(() -> shown(anna, "to the new lid") > 0);

    assertThat(world.received().getLast().ref().sender()).isEqualTo(lid);
    assertThat(heard("!ping after")).isEqualTo(1);
    assertThat(shown(anna, "pong after")).isEqualTo(1);
    assertThat(shown(anna, "to the new lid")).isEqualTo(1);
    assertThat(names(RecordKind.SIGNAL_SESSION))
        .hasSize(sessions)
        .noneMatch(name -> name.startsWith(Jid.parse(anna.lid()).user()));
    assertThat(names(RecordKind.IDENTITY)).contains(lid.user() + "_1.0");
    assertThat(world.seen(AccountEvent.IdentityChanged.class)).isZero();
    assertThat(world.seen(ClientEvent.MessageUndecryptable.class)).isZero();
  }

  @Test
  void learnsTheNewLidFromItsPhoneBeforeThePersonWrites() {
    world.answers(anna, owner.jid(), "before");
    newLid(anna);
    String lid = Jid.parse(now(anna).lid()).user();
    world.passUntil(() -> names(RecordKind.IDENTITY).contains(lid + "_1.0"));
    assertThat(names(RecordKind.SIGNAL_SESSION)).contains(lid + "_1.0");
  }

  @Test
  void tellsOfANewIdentityUnderTheNewLid() {
    world.answers(anna, owner.jid(), "before");
    world.client.disconnect();
    newLid(anna);
    world.plan("'fault':'new_identity','to':{'phone':'" + anna.id() + "'}");
    world.comeBack();
    world.answers(anna, owner.jid(), "after");
    world.passUntil(() -> world.seen(AccountEvent.IdentityChanged.class) > 0);
    assertThat(heard("!ping after")).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"pn", "lid"})
  void goesOnInGroupsWhenAMemberAndThenItselfGetAnotherLid(String addressing) {
    String group = group(addressing);
    world.answers(anna, group, "before");
    newLid(anna);
    world.answers(anna, group, "another member");
    newLid(owner);
    world.passUntil(() -> ownLid().sameUser(Jid.parse(now(owner).lid())));
    world.say(owner, group, "of the phone");
    world.passUntil(() -> heard("of the phone") == 1);
    world.answers(anna, group, "and we");
    assertThat(shown(anna, "pong and we")).isEqualTo(1);
    assertThat(heard("!ping another member")).isEqualTo(1);
    assertThat(heard("!ping and we")).isEqualTo(1);
  }

  private void addressedBy(String addressing) {
    byLid = addressing.equals("lid");
    if (byLid) {
      world.plan(BY_LID);
    }
  }

  private void newLid(Phone phone) {
    String rule = "'fault':'new_lid','to':{'phone':'" + phone.id() + "'}";
    if (byLid) {
      // A plan replaces the one before.
      world.plan(BY_LID, rule);
    } else {
      world.plan(rule);
    }
    assertThat(now(phone).lid()).isNotEqualTo(phone.lid());
  }

  private String to(String addressing, Phone phone) {
    return addressing.equals("lid") ? phone.lid() : phone.jid();
  }

  private Jid ownLid() {
    return world.last(ClientEvent.Online.class).lid();
  }

  private long heard(String text) {
    return world.received().stream().filter(m -> m.text().equals(text)).count();
  }

  private long shown(Phone phone, String text) {
    return world.shown(phone).stream().filter(m -> m.text().equals(text)).count();
  }

  private Set<String> names(RecordKind kind) {
    return world.store.list(kind).stream().map(StoredRecord::name).collect(Collectors.toSet());
  }

  private Phone now(Phone phone) {
    List<Phone> phones = world.control.phones(ClientWorld.TENANT);
    return phones.stream().filter(p -> p.id().equals(phone.id())).findFirst().orElseThrow();
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
}
