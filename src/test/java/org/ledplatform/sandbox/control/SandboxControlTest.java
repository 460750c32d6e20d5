package org.ledplatform.sandbox.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ledplatform.sandbox.SandboxFixture;
import org.ledplatform.sandbox.control.SandboxProblem.Kind;

class SandboxControlTest {

  private static final String TENANT = SandboxFixture.TENANT;

  private final SandboxFixture sandbox = new SandboxFixture();
  private final SandboxControl control = sandbox.control();

  @AfterEach
  void close() {
    sandbox.close();
  }

  @Test
  void addsPhonesWithDistinctNumbersAndListsThemOldestFirst() {
    Phone ada =
        control.addPhone(TENANT, new NewPhone(" Ada ", Optional.of("+49 151 (234) 567-89")));
    Phone bob = sandbox.phone("Bob");

    assertThat(ada.name()).isEqualTo("Ada");
    assertThat(ada.phoneNumber()).isEqualTo("+4915123456789");
    assertThat(ada.jid()).isEqualTo("4915123456789@s.whatsapp.net");
    assertThat(ada.lid()).endsWith("@lid").isNotEqualTo(bob.lid());
    assertThat(control.phones(TENANT)).containsExactly(ada, bob);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "   ", "12345678901234567890123456789012345678901234567890123456789012345"})
  void refusesNamesThatAreEmptyOrTooLong(String name) {
    assertProblem(
        Kind.INVALID, "name", () -> control.addPhone(TENANT, new NewPhone(name, Optional.empty())));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "123", "0151234567", "1234567890123456", "call me"})
  void refusesWhatIsNoPhoneNumber(String number) {
    assertProblem(
        Kind.INVALID,
        "phoneNumber",
        () -> control.addPhone(TENANT, new NewPhone("Ada", Optional.of(number))));
  }

  @Test
  void refusesANumberThatIsTaken() {
    Phone ada = sandbox.phone("Ada");
    assertProblem(
        Kind.CONFLICT,
        "",
        () -> control.addPhone(TENANT, new NewPhone("Eve", Optional.of(ada.phoneNumber()))));
    assertProblem(
        Kind.CONFLICT,
        "",
        () ->
            control.addPhone(
                TENANT, new NewPhone("Eve", Optional.of(ada.lid().replace("@lid", "")))));
    assertThat(control.phones(TENANT)).hasSize(1);
  }

  @Test
  void refusesMorePhonesThanATenantMayHave() {
    for (int i = 0; i < SandboxControl.MAX_PHONES; i++) {
      sandbox.phone("Phone " + i);
    }
    assertProblem(Kind.CONFLICT, "", () -> sandbox.phone("One too many"));
    assertThat(control.addPhone("other", new NewPhone("Eve", Optional.empty()))).isNotNull();
  }

  @Test
  void anotherTenantsPhonesAreNotThere() {
    Phone ada = sandbox.phone("Ada");
    Phone eve = control.addPhone("other", new NewPhone("Eve", Optional.empty()));

    assertThat(control.phones("other")).containsExactly(eve);
    assertProblem(Kind.NOT_FOUND, "", () -> messages("other", ada.id()));
    assertProblem(Kind.NOT_FOUND, "", () -> remove("other", ada.id()));
    assertProblem(
        Kind.NOT_FOUND,
        "",
        () -> control.send("other", ada.id(), SendRequest.text(eve.id(), "hi")));
    assertProblem(
        Kind.INVALID,
        "to",
        () -> control.send("other", eve.id(), SendRequest.text(ada.id(), "hi")));
    assertProblem(
        Kind.INVALID,
        "to",
        () -> control.send("other", eve.id(), SendRequest.text(ada.jid(), "hi")));
    assertThat(messages(TENANT, ada.id())).isEmpty();
  }

  @Test
  void peopleChatAndSeeTheTicks() {
    Phone ada = sandbox.phone("Ada");
    Phone bob = sandbox.phone("Bob");
    String id = control.send(TENANT, ada.id(), SendRequest.text(bob.lid(), "hello")).messageId();
    sandbox.shows(bob, 1);
    control.send(TENANT, bob.id(), SendRequest.text(ada.id(), "hello too").quoting(id));

    List<ShownMessage> shown = sandbox.shows(ada, 2);
    assertThat(shown.getLast().quoted()).contains(new ShownMessage.Quoted(id, ada.jid(), "hello"));
    await()
        .untilAsserted(
            () ->
                assertThat(messages(TENANT, ada.id()))
                    .extracting(ShownMessage::status)
                    .containsOnly(ShownMessage.Status.READ));
  }

  @Test
  void showsOneChatAndWhatIsNew() {
    Phone ada = sandbox.phone("Ada");
    Phone bob = sandbox.phone("Bob");
    Phone cyd = sandbox.phone("Cyd");
    control.send(TENANT, bob.id(), SendRequest.text(ada.id(), "old"));
    sandbox.shows(ada, 1);
    sandbox.clock().advance(Duration.ofMinutes(1));
    Instant now = sandbox.clock().instant();
    control.send(TENANT, bob.id(), SendRequest.text(ada.id(), "new"));
    control.send(TENANT, cyd.id(), SendRequest.text(ada.id(), "other"));
    sandbox.shows(ada, 3);

    assertThat(control.messages(TENANT, ada.id(), Optional.of(bob.id()), Optional.of(now)))
        .extracting(ShownMessage::text)
        .containsExactly("new");
    assertThat(control.messages(TENANT, ada.id(), Optional.of(cyd.jid()), Optional.empty()))
        .extracting(ShownMessage::text)
        .containsExactly("other");
    assertProblem(
        Kind.INVALID,
        "chat",
        () -> control.messages(TENANT, ada.id(), Optional.of("nobody"), Optional.empty()));
  }

  @Test
  void writesToItself() {
    Phone ada = sandbox.phone("Ada");
    control.send(TENANT, ada.id(), SendRequest.text(ada.id(), "note"));
    assertThat(sandbox.shows(ada, 1).getFirst().fromMe()).isTrue();
  }

  @Test
  void namesTheFieldThatCannotBeSent() {
    Phone ada = sandbox.phone("Ada");
    SendRequest text = SendRequest.text(ada.id(), "x");
    assertField(ada, "text", SendRequest.to(ada.id()));
    assertField(ada, "text", SendRequest.text(ada.id(), ""));
    assertField(ada, "mentions", text.mentioning("nobody"));
    assertField(ada, "reaction", text.reaction("x", "1"));
    assertField(ada, "reaction.messageId", SendRequest.to(ada.id()).reaction("x", "1"));
    assertField(ada, "edit", text.edit("x", "1"));
    assertField(ada, "edit.messageId", SendRequest.to(ada.id()).edit("x", "1"));
    assertField(ada, "delete", text.delete("1"));
    assertField(ada, "delete", SendRequest.to(ada.id()).delete("1"));
    assertField(ada, "quotedMessageId", text.quoting("never shown"));
    assertField(ada, "to", SendRequest.text("15550000000@s.whatsapp.net", "x"));
    assertField(ada, "to", SendRequest.text("12@g.us", "x"));
  }

  @Test
  void aRemovedPhoneIsGoneAndItsNumberFree() {
    Phone ada = sandbox.phone("Ada");
    remove(TENANT, ada.id());

    assertThat(control.phones(TENANT)).isEmpty();
    assertProblem(Kind.NOT_FOUND, "", () -> messages(TENANT, ada.id()));
    assertThat(control.addPhone(TENANT, new NewPhone("Ada", Optional.of(ada.phoneNumber()))).jid())
        .isEqualTo(ada.jid());
  }

  private void assertField(Phone phone, String field, SendRequest request) {
    assertProblem(Kind.INVALID, field, () -> control.send(TENANT, phone.id(), request));
    assertThat(messages(TENANT, phone.id())).isEmpty();
  }

  private List<ShownMessage> messages(String tenant, String phoneId) {
    return control.messages(tenant, phoneId, Optional.empty(), Optional.empty());
  }

  private boolean remove(String tenant, String phoneId) {
    control.removePhone(tenant, phoneId);
    return true;
  }

  private static void assertProblem(Kind kind, String field, Callable<?> call) {
    assertThatThrownBy(call::call)
        .isInstanceOfSatisfying(
            SandboxProblem.class,
            problem -> {
              assertThat(problem.kind()).isEqualTo(kind);
              assertThat(problem.field().orElse("")).isEqualTo(field);
            });
  }
}
