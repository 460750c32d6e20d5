package org.ledplatform.assembly;

import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.spi.BeforeBeanDiscovery;
import jakarta.enterprise.inject.spi.BeforeShutdown;
import jakarta.enterprise.inject.spi.Extension;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jspecify.annotations.Nullable;

/**
 * The first of our code that runs: reads the settings and takes the data directory, or ends the
 * start before anything is opened.
 */
public class StartGate implements Extension {

  private @Nullable Settings settings;
  private @Nullable DataDirectory directory;

  void check(@Observes BeforeBeanDiscovery event) {
    try {
      Config config = ConfigProvider.getConfig();
      Settings read =
          SettingsReader.read(
              config.getPropertyNames(), name -> config.getOptionalValue(name, String.class));
      directory = DataDirectory.take(read.dataDir());
      settings = read;
    } catch (StartRefusedException e) {
      throw Refusal.of(e);
    }
  }

  void release(@Observes BeforeShutdown event) {
    if (directory != null) {
      directory.close();
    }
  }

  /** The settings, checked. */
  Settings settings() {
    if (settings == null) {
      throw new IllegalStateException("The settings are read before any bean exists");
    }
    return settings;
  }
}
