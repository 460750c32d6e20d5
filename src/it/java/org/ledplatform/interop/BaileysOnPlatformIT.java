package org.ledplatform.interop;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.ledplatform.testing.InteropWorld;
import org.ledplatform.testing.LedUser;
import org.ledplatform.testing.PlatformServer;
import org.ledplatform.testing.Requirements;

/** The network inside the deployed WAR. */
class BaileysOnPlatformIT extends InteropCases {

  /** Baileys 7 does not look at the result of its own check of the chain, so any key does here. */
  private static final String ANY_KEY = "00".repeat(32);

  @TempDir static Path directory;
  private static PlatformServer server;
  private static InteropWorld world;

  @BeforeAll
  static void start() {
    Requirements.needNode();
    server = PlatformServer.in(directory).start();
    LedUser user = LedUser.register(server.api());
    world =
        new InteropWorld(
            "ws://127.0.0.1:" + server.port() + "/sandbox/ws/chat", ANY_KEY, user, user, "sandbox");
  }

  @AfterAll
  static void stop() {
    if (server != null) {
      server.close();
    }
  }

  @Override
  InteropWorld world() {
    return world;
  }
}
