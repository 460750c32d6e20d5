package org.ledplatform.assembly;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Executor;
import org.ledplatform.sandbox.SandboxNetwork;
import org.ledplatform.sandbox.media.SandboxMedia;
import org.ledplatform.whatsapp.media.JdkMediaTransfer;
import org.ledplatform.whatsapp.media.MediaAccess;

/** How bots reach the media host of the sandbox, and where it listens. */
final class BotMedia {

  /** In the data directory, for clients from elsewhere that visit the sandbox. */
  static final String CERTIFICATE_FILE = "sandbox-media.pem";

  private BotMedia() {}

  /**
   * Opens the sandbox's media host and writes down what its clients must trust.
   *
   * @throws StartRefusedException when the port cannot be used
   */
  static void open(SandboxMedia media, Settings settings) {
    try {
      media.open(settings.sandboxMedia());
    } catch (IOException e) {
      throw StartRefusedException.because(
          "The sandbox's media host cannot start:",
          List.of(SettingKeys.SANDBOX_MEDIA_PORT + ": " + e.getMessage()));
    }
    Path file = settings.dataDir().resolve(CERTIFICATE_FILE);
    try {
      Files.writeString(file, media.authorityPem().orElseThrow());
    } catch (IOException e) {
      throw new UncheckedIOException("The file cannot be written: " + file, e);
    }
  }

  /** To the sandbox: its own host, and trust in its own certificate only. */
  static MediaAccess sandbox(SandboxNetwork network, Executor threads) {
    return MediaAccess.namedHostsOnly(
        new JdkMediaTransfer(
            network.media().authority().map(org.ledplatform.whatsapp.media.TlsTrust::in), threads));
  }
}
