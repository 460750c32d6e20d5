package org.ledplatform.api.sandbox;

import jakarta.inject.Inject;
import jakarta.websocket.CloseReason;
import jakarta.websocket.OnClose;
import jakarta.websocket.OnError;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import org.jspecify.annotations.Nullable;

/**
 * The simulated network's WebSocket: speaks WhatsApp's protocol to any client, without accounts.
 * One instance per connection. There is none when the sandbox is off, see {@link SandboxEndpoints}.
 */
@ServerEndpoint(SandboxChatEndpoint.PATH)
public class SandboxChatEndpoint {

  static final String PATH = "/sandbox/ws/chat";

  private static final Logger LOG = System.getLogger(SandboxChatEndpoint.class.getName());

  /** Clients ask for a sign of life every 30 seconds at most. */
  private static final long MAX_IDLE_MILLIS = 180_000;

  private static final int MAX_PART = 1024 * 1024;

  @Inject private SandboxSockets sockets;
  private @Nullable SandboxConnection connection;

  /** A client is here. */
  @OnOpen
  public void opened(Session session) {
    session.setMaxIdleTimeout(MAX_IDLE_MILLIS);
    session.setMaxBinaryMessageBufferSize(MAX_PART);
    connection = sockets.connect(session);
  }

  /** A part of a message; the protocol has frames of its own, so parts need not be joined. */
  @OnMessage
  public void received(byte[] part, boolean last) {
    if (connection != null && part.length > 0) {
      connection.received(part);
    }
  }

  /** The client is gone. */
  @OnClose
  public void closed(CloseReason reason) {
    if (connection != null) {
      connection.ended("closed with " + reason.getCloseCode().getCode());
    }
  }

  /** The connection broke; the container closes it. */
  @OnError
  public void failed(Session session, Throwable thrown) {
    LOG.log(Level.DEBUG, "A sandbox connection broke", thrown);
    if (connection != null) {
      connection.close();
    }
  }
}
