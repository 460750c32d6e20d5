package org.ledplatform.interop;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.ledplatform.testing.InteropWorld;
import org.ledplatform.testing.LedUser;
import org.ledplatform.testing.PlatformServer;
import org.ledplatform.testing.Requirements;
import org.ledplatform.testing.SandboxProcess;

/**
 * The network in a process of its own. To the platform it is somebody else's: our bots reach it as
 * {@code whatsapp}, with its address and its root key as settings, just as they reach the real one.
 */
class BaileysOnLoneSandboxIT extends InteropCases {

  @TempDir static Path directory;
  private static SandboxProcess sandbox;
  private static PlatformServer server;
  private static InteropWorld world;

  @BeforeAll
  static void start() {
    Requirements.needNode();
    sandbox = SandboxProcess.start(directory);
    server =
        PlatformServer.in(directory)
            .with("led.whatsapp.url", sandbox.url())
            .with("led.whatsapp.root-key", sandbox.rootKey())
            .with("led.sandbox.enabled", "false")
            .start();
    world =
        new InteropWorld(
            sandbox.url(),
            sandbox.rootKey(),
            LedUser.withoutAccount(sandbox.control()),
            LedUser.register(server.api()),
            "whatsapp");
  }

  @AfterAll
  static void stop() {
    if (server != null) {
      server.close();
    }
    if (sandbox != null) {
      sandbox.close();
    }
  }

  @Override
  InteropWorld world() {
    return world;
  }
}
