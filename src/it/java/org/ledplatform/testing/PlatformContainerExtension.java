package org.ledplatform.testing;

import org.jboss.arquillian.container.spi.client.container.DeployableContainer;
import org.jboss.arquillian.core.spi.LoadableExtension;

/** Tells Arquillian, which finds it as a service, of {@link PlatformContainer}. */
public final class PlatformContainerExtension implements LoadableExtension {

  @Override
  public void register(ExtensionBuilder builder) {
    builder.service(DeployableContainer.class, PlatformContainer.class);
  }
}
