package org.ledplatform.assembly;

import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jspecify.annotations.Nullable;

/**
 * Where the start of the platform goes through before anything is opened: checks the settings and
 * takes the data directory, or ends the start. Whoever needs either first passes first; the server
 * opens the database before it makes our beans. Safe for use by many threads.
 */
final class StartGate {

  private static @Nullable StartGate passed;

  private final Settings settings;
  private final DataDirectory directory;

  private StartGate(Settings settings, DataDirectory directory) {
    this.settings = settings;
    this.directory = directory;
  }

  /** The settings, checked; the data directory is ours. Does not return when there is a problem. */
  static synchronized Settings pass() {
    if (passed == null) {
      passed = open();
    }
    return passed.settings;
  }

  /** Gives the data directory back, at the very end. */
  static synchronized void leave() {
    if (passed != null) {
      passed.directory.close();
      passed = null;
    }
  }

  private static StartGate open() {
    try {
      Config config = ConfigProvider.getConfig();
      Settings settings =
          SettingsReader.read(
              config.getPropertyNames(), name -> config.getOptionalValue(name, String.class));
      return new StartGate(settings, DataDirectory.take(settings.dataDir()));
    } catch (StartRefusedException e) {
      throw Refusal.of(e);
    }
  }
}
