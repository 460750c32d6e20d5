package org.ledplatform.api.sandbox;

import jakarta.websocket.Endpoint;
import jakarta.websocket.server.ServerApplicationConfig;
import jakarta.websocket.server.ServerEndpointConfig;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.ConfigProvider;

/** Leaves the network's WebSocket out of the server when the sandbox is switched off. */
public class SandboxEndpoints implements ServerApplicationConfig {

  @Override
  public Set<ServerEndpointConfig> getEndpointConfigs(Set<Class<? extends Endpoint>> found) {
    return Set.of();
  }

  @Override
  public Set<Class<?>> getAnnotatedEndpointClasses(Set<Class<?>> found) {
    boolean enabled =
        ConfigProvider.getConfig()
            .getOptionalValue("led.sandbox.enabled", Boolean.class)
            .orElse(true);
    return found.stream()
        .filter(endpoint -> enabled || endpoint != SandboxChatEndpoint.class)
        .collect(Collectors.toUnmodifiableSet());
  }
}
