package org.ledplatform.sandbox.control;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.ledplatform.sandbox.SandboxFixture;

/**
 * Any text as a plan of faults, as a scenario or as a wish about groups: done, or nothing changes.
 */
class ControlTextFuzzTest {

  private static final String TENANT = SandboxFixture.TENANT;
  private static final SandboxFixture SANDBOX = new SandboxFixture();
  private static final SandboxControl CONTROL = SANDBOX.control();
  private static final Phone ANNA = SANDBOX.phone("Anna");
  private static final String GROUP = group();

  private static final Pattern NAME = Pattern.compile("\"name\":\"([^\"]*)\"");

  private static String group() {
    String made =
        CONTROL
            .groups()
            .create(TENANT, "{\"as\":\"" + ANNA.id() + "\",\"subject\":\"G\",\"members\":[]}");
    return made.replaceAll(".*\"id\":\"([^\"]+)\".*", "$1");
  }

  @FuzzTest
  void anyTextIsDoneOrChangesNothing(byte[] input) {
    String text = new String(input, StandardCharsets.UTF_8).replace("ANNA", ANNA.id());
    tried(() -> CONTROL.faults().put(TENANT, text), () -> CONTROL.faults().faults(TENANT));
    CONTROL.faults().clear(TENANT);
    tried(
        () -> CONTROL.scenarios().begin(TENANT, text), () -> CONTROL.scenarios().scenarios(TENANT));
    // There is room for a few only.
    NAME.matcher(CONTROL.scenarios().scenarios(TENANT))
        .results()
        .forEach(name -> ended(name.group(1)));
    tried(
        () -> CONTROL.groups().change(TENANT, GROUP, text), () -> CONTROL.groups().groups(TENANT));
  }

  private static void ended(String name) {
    try {
      CONTROL.scenarios().end(TENANT, name);
    } catch (SandboxProblem _) {
      // Its name is written otherwise in JSON.
    }
  }

  private static void tried(Supplier<String> what, Supplier<String> state) {
    String before = state.get();
    try {
      assertThat(what.get()).startsWith("{");
    } catch (SandboxProblem problem) {
      assertThat(problem.getMessage()).isNotBlank();
      assertThat(state.get()).isEqualTo(before);
    }
  }
}
