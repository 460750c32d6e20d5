package org.ledplatform.testing;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jboss.arquillian.container.spi.client.container.ContainerConfiguration;
import org.jboss.arquillian.container.spi.client.container.DeployableContainer;
import org.jboss.arquillian.container.spi.client.container.DeploymentException;
import org.jboss.arquillian.container.spi.client.protocol.ProtocolDescription;
import org.jboss.arquillian.container.spi.client.protocol.metadata.HTTPContext;
import org.jboss.arquillian.container.spi.client.protocol.metadata.ProtocolMetaData;
import org.jboss.arquillian.container.spi.client.protocol.metadata.Servlet;
import org.jboss.shrinkwrap.api.Archive;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;

/**
 * The container on which Arquillian deploys: a {@link PlatformServer} for each deployment, with a
 * data directory of its own below {@code target}, where its log stays readable afterwards. An
 * undeployment returns when the process has ended. Why not the container that others wrote is in
 * decision 0036.
 *
 * <p>For the one thread on which Arquillian runs the tests.
 */
public final class PlatformContainer implements DeployableContainer<PlatformContainer.Settings> {

  private Optional<PlatformServer> server = Optional.empty();

  /** Nothing can be chosen. */
  public static final class Settings implements ContainerConfiguration {

    @Override
    public void validate() {}
  }

  @Override
  public Class<Settings> getConfigurationClass() {
    return Settings.class;
  }

  @Override
  public ProtocolDescription getDefaultProtocol() {
    return ProtocolDescription.DEFAULT;
  }

  @Override
  public ProtocolMetaData deploy(Archive<?> archive) throws DeploymentException {
    try {
      Path directory = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "deployed-");
      File war = directory.resolve(archive.getName()).toFile();
      archive.as(ZipExporter.class).exportTo(war);
      PlatformServer started = PlatformServer.in(directory).deploying(war.toPath());
      server = Optional.of(started);
      started.start();
      HTTPContext http = new HTTPContext(started.url().getHost(), started.port());
      http.add(new Servlet("default", "/"));
      return new ProtocolMetaData().addContext(http);
    } catch (IOException | AssertionError e) {
      undeploy(archive);
      throw new DeploymentException("cannot deploy " + archive.getName(), e);
    }
  }

  @Override
  public void undeploy(Archive<?> archive) {
    server.ifPresent(PlatformServer::close);
    server = Optional.empty();
  }
}
