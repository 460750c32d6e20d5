package org.ledplatform.api.sandbox;

import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.ledplatform.api.problem.ProblemException;
import org.ledplatform.sandbox.control.SandboxControl;

/** The sandbox, where it is switched on. */
@Dependent
public class SandboxSwitch {

  private final boolean enabled;
  private final Instance<SandboxControl> control;

  @Inject
  public SandboxSwitch(
      @ConfigProperty(name = "led.sandbox.enabled", defaultValue = "true") boolean enabled,
      Instance<SandboxControl> control) {
    this.enabled = enabled;
    this.control = control;
  }

  /**
   * The sandbox.
   *
   * @throws ProblemException 404 when this server has none
   */
  SandboxControl control() {
    if (!enabled) {
      throw ProblemException.notFound("This server has no sandbox.");
    }
    return control.get();
  }
}
