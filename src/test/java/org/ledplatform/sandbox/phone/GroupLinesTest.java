package org.ledplatform.sandbox.phone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.ledplatform.sandbox.SandboxFixture;
import org.ledplatform.sandbox.control.Phone;
import org.ledplatform.sandbox.control.SandboxProblem;
import org.ledplatform.sandbox.control.SendRequest;
import org.ledplatform.sandbox.control.ShownMessage;

/** What a phone shows of what others change about a group. */
class GroupLinesTest {

  private final SandboxFixture sandbox = new SandboxFixture();
  private Phone ada;
  private Phone ben;
  private Phone cleo;
  private String group;

  @BeforeEach
  void makeGroup() {
    ada = sandbox.phone("Ada");
    ben = sandbox.phone("Ben");
    cleo = sandbox.phone("Cleo");
    group =
        sandbox
            .control()
            .groups()
            .create(
                SandboxFixture.TENANT,
                json("{'as':'%s','subject':'Walks','members':['%s']}", ada.id(), ben.id()))
            .replaceAll("(?s).*\"id\":\"([^\"]+)\".*", "$1");
  }

  @AfterEach
  void close() {
    sandbox.close();
  }

  @Test
  void tellsWhatOthersDidInTheOrderInWhichTheyDidIt() {
    change(ada, "'add':['" + cleo.id() + "']");
    change(ada, "'promote':['" + ben.id() + "']");
    change(ada, "'subject':'Long walks'");
    change(ada, "'settings':{'announcement':true}");
    change(ada, "'remove':['" + cleo.id() + "']");
    assertThat(lines(ben, 6))
        .containsExactly(
            "Ada made the group",
            "Ada added Cleo",
            "Ada made you an admin",
            "Ada changed the subject to \"Long walks\"",
            "Ada changed who may do what",
            "Ada removed Cleo");
    assertThat(lines(cleo, 5)).startsWith("Ada added you").endsWith("Ada removed you");
    assertThat(shown(ada)).as("own changes are in the group itself").isEmpty();
  }

  @Test
  void aLineIsASystemMessageOfItsActorThatNobodyCanAnswer() {
    lines(ben, 1);
    ShownMessage line = shown(ben).getFirst();
    assertThat(line.kind()).isEqualTo("system");
    assertThat(line.chat()).isEqualTo(group);
    assertThat(line.from()).isEqualTo(ada.jid());
    assertThat(line.fromMe()).isFalse();
    SendRequest reaction = SendRequest.text(group, "what?").quoting(line.id());
    assertThatThrownBy(() -> sandbox.control().send(SandboxFixture.TENANT, ben.id(), reaction))
        .isInstanceOf(SandboxProblem.class);
  }

  private List<String> lines(Phone phone, int count) {
    await().until(() -> shown(phone).size() == count);
    return shown(phone).stream().map(ShownMessage::text).toList();
  }

  private List<ShownMessage> shown(Phone phone) {
    return sandbox
        .control()
        .messages(SandboxFixture.TENANT, phone.id(), Optional.empty(), Optional.empty());
  }

  private void change(Phone as, String what) {
    sandbox
        .control()
        .groups()
        .change(SandboxFixture.TENANT, group, json("{'as':'%s',%s}", as.id(), what));
  }

  private static String json(String text, Object... values) {
    return text.formatted(values).replace('\'', '"');
  }
}
