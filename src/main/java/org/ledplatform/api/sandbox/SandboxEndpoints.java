package org.ledplatform.api.sandbox;

import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.annotation.WebListener;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.Endpoint;
import jakarta.websocket.server.ServerApplicationConfig;
import jakarta.websocket.server.ServerContainer;
import jakarta.websocket.server.ServerEndpointConfig;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * Opens the network's WebSocket, and leaves it closed when the sandbox is switched off.
 *
 * <p>The server's own search for endpoints has been seen to miss it at a start, without a word. So
 * the search is told to leave it out, and it is added by hand; a failure ends the start.
 */
@WebListener
public class SandboxEndpoints implements ServerApplicationConfig, ServletContextListener {

  @Override
  public Set<ServerEndpointConfig> getEndpointConfigs(Set<Class<? extends Endpoint>> found) {
    return Set.of();
  }

  @Override
  public Set<Class<?>> getAnnotatedEndpointClasses(Set<Class<?>> found) {
    return found.stream()
        .filter(endpoint -> endpoint != SandboxChatEndpoint.class)
        .collect(Collectors.toUnmodifiableSet());
  }

  @Override
  public void contextInitialized(ServletContextEvent event) {
    boolean enabled =
        ConfigProvider.getConfig()
            .getOptionalValue("led.sandbox.enabled", Boolean.class)
            .orElse(true);
    if (!enabled) {
      return;
    }
    if (!(event.getServletContext().getAttribute(ServerContainer.class.getName())
        instanceof ServerContainer server)) {
      throw new IllegalStateException("This server has no WebSockets, and the sandbox needs one");
    }
    try {
      server.addEndpoint(SandboxChatEndpoint.class);
    } catch (DeploymentException e) {
      throw new IllegalStateException("The sandbox's WebSocket cannot be opened", e);
    }
  }
}
