package org.ledplatform.assembly;

import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.ledplatform.account.UserId;
import org.ledplatform.sandbox.control.NewPhone;
import org.ledplatform.sandbox.control.Phone;
import org.ledplatform.sandbox.control.SandboxControl;
import org.ledplatform.sandbox.control.SandboxProblem;
import org.ledplatform.sandbox.control.SendRequest;
import org.ledplatform.sandbox.control.ShownMessage;
import org.ledplatform.web.SandboxChat;

/** Shows the sandbox to the pages. A user's id is the name of their tenant. */
@Dependent
class SandboxChatBridge implements SandboxChat {

  private final Settings settings;
  private final Instance<SandboxControl> control;

  @Inject
  SandboxChatBridge(Settings settings, Instance<SandboxControl> control) {
    this.settings = settings;
    this.control = control;
  }

  @Override
  public boolean enabled() {
    return settings.sandbox();
  }

  @Override
  public List<Person> people(UserId owner) {
    return asked(() -> control().phones(owner.value())).stream()
        .map(SandboxChatBridge::person)
        .toList();
  }

  @Override
  public Person addPerson(UserId owner, String name) {
    NewPhone wish = new NewPhone(name, Optional.empty());
    return person(asked(() -> control().addPhone(owner.value(), wish)));
  }

  @Override
  public void scan(UserId owner, String personId, String qr) {
    asked(
        () -> {
          control().scan(owner.value(), personId, qr);
          return true;
        });
  }

  @Override
  public void write(UserId owner, String fromId, String toId, String text) {
    var _ = asked(() -> control().send(owner.value(), fromId, SendRequest.text(toId, text)));
  }

  @Override
  public List<Bubble> bubbles(UserId owner, String personId, String withId) {
    return asked(
            () ->
                control().messages(owner.value(), personId, Optional.of(withId), Optional.empty()))
        .stream()
        .map(SandboxChatBridge::bubble)
        .toList();
  }

  private SandboxControl control() {
    if (!settings.sandbox()) {
      throw new RefusedException("This server has no sandbox.");
    }
    return control.get();
  }

  private static <T> T asked(Supplier<T> question) {
    try {
      return question.get();
    } catch (SandboxProblem problem) {
      throw new RefusedException(Optional.ofNullable(problem.getMessage()).orElse(""));
    }
  }

  private static Person person(Phone phone) {
    return new Person(phone.id(), phone.name(), phone.phoneNumber().replace("+", ""));
  }

  private static Bubble bubble(ShownMessage message) {
    return new Bubble(
        message.id(),
        message.fromMe(),
        message.text(),
        Optional.of(message.status().name().toLowerCase(Locale.ROOT)),
        message.timestamp());
  }
}
