package org.ledplatform.sandbox.standalone;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import org.ledplatform.sandbox.SandboxFixture;
import org.ledplatform.sandbox.control.Phone;
import org.ledplatform.sandbox.control.SandboxControl;
import org.ledplatform.sandbox.control.SandboxProblem;

/** Any body at the control paths, and what the sandbox then does with it. */
class ControlJsonFuzzTest {

  private static final String TENANT = SandboxFixture.TENANT;
  private static final SandboxControl CONTROL = new SandboxFixture().control();
  private static final Phone PHONE = phone();

  private static Phone phone() {
    return CONTROL.addPhone(
        TENANT, ControlJson.newPhone("{\"name\":\"Anna\"}".getBytes(StandardCharsets.UTF_8)));
  }

  @FuzzTest
  void anyBodyIsDoneOrIsAProblem(byte[] body) {
    orProblem(
        () -> {
          Phone added = CONTROL.addPhone(TENANT, ControlJson.newPhone(body));
          CONTROL.removePhone(TENANT, added.id());
        });
    orProblem(() -> CONTROL.scan(TENANT, PHONE.id(), ControlJson.qr(body)));
    orProblem(() -> CONTROL.send(TENANT, PHONE.id(), ControlJson.sendRequest(body)));
  }

  private static void orProblem(Runnable task) {
    try {
      task.run();
    } catch (SandboxProblem _) {
      // Refused by name.
    }
  }
}
