package org.ledplatform.api.sandbox;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.websocket.Session;
import org.ledplatform.sandbox.SandboxDoor;
import org.ledplatform.sandbox.SandboxNetwork;

/** Joins WebSocket sessions to the network. */
@ApplicationScoped
public class SandboxSockets {

  @Inject private Instance<SandboxNetwork> network;
  @Resource private ManagedExecutorService executor;

  /** Lets a session in. */
  SandboxConnection connect(Session session) {
    SandboxConnection connection = new SandboxConnection(session, executor);
    connection.enter(new SandboxDoor(network.get())::enter);
    return connection;
  }
}
