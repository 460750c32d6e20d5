package org.ledplatform.api.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Optional;
import java.util.function.Function;
import org.ledplatform.api.json.BodyReading;
import org.ledplatform.sandbox.SandboxFixture;
import org.ledplatform.sandbox.control.Phone;
import org.ledplatform.sandbox.control.SandboxControl;
import org.ledplatform.sandbox.control.SandboxProblem;

/** Any body at the paths of the sandbox that are read into records, and what it then does. */
class SandboxBodiesFuzzTest {

  private static final String TENANT = SandboxFixture.TENANT;
  private static final SandboxFixture SANDBOX = new SandboxFixture();
  private static final SandboxControl CONTROL = SANDBOX.control();
  private static final Phone PHONE = SANDBOX.phone("Anna");

  @FuzzTest
  void anyBodyIsDoneOrIsRefused(byte[] body) {
    tried(
        SandboxBodies.PhoneBody.class,
        body,
        given -> CONTROL.addPhone(TENANT, given.toNewPhone()).id());
    CONTROL.phones(TENANT).stream()
        .filter(phone -> !phone.id().equals(PHONE.id()))
        .forEach(phone -> CONTROL.removePhone(TENANT, phone.id()));
    int shown = shown();
    boolean scanned =
        tried(
            SandboxBodies.ScanBody.class,
            body,
            given -> {
              CONTROL.scan(TENANT, PHONE.id(), given.text());
              return "";
            });
    boolean typed =
        tried(
            SandboxBodies.CodeBody.class,
            body,
            given -> {
              CONTROL.enterCode(TENANT, PHONE.id(), given.text());
              return "";
            });
    assertThat(scanned || typed).as("a device without a client").isFalse();
    boolean sent =
        tried(
            SandboxBodies.SendBody.class,
            body,
            given -> CONTROL.send(TENANT, PHONE.id(), given.toRequest()).messageId());
    assertThat(sent || shown() == shown).as("refused or done").isTrue();
  }

  private static int shown() {
    return CONTROL.messages(TENANT, PHONE.id(), Optional.empty(), Optional.empty()).size();
  }

  private static <T extends Record> boolean tried(
      Class<T> type, byte[] body, Function<T, String> what) {
    return BodyReading.readOrRefused(
            type,
            body,
            given -> {
              try {
                return Optional.of(what.apply(given));
              } catch (SandboxProblem _) {
                return Optional.<String>empty();
              }
            })
        .flatMap(done -> done)
        .isPresent();
  }
}
