package org.ledplatform.assembly;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import org.ledplatform.link.AllowedProxies;
import org.ledplatform.sandbox.media.MediaSettings;
import org.ledplatform.whatsapp.crypto.PublicKey;
import org.ledplatform.whatsapp.socket.Proxy;

/**
 * Everything that the person who runs the platform can set, checked. {@link SettingsReader} makes
 * it.
 *
 * @param dataDir where everything durable lives, absolute
 * @param sandbox whether there is a simulated network
 * @param sandboxMedia where the simulated network's media host listens and keeps files
 * @param masterKey the master key as given in the settings, already known to be one
 * @param masterKeyFile the file that holds it
 * @param whatsAppUrl where bots on the network {@code whatsapp} connect
 * @param whatsAppRootKey what must have signed the certificates there
 * @param tlsCaFile certificates in PEM that are trusted for {@code whatsAppUrl} besides the usual
 * @param whatsAppProxy through what bots on the network {@code whatsapp} connect that have no proxy
 *     of their own; directly when empty
 * @param allowedProxies where bots' own proxies may be besides the public Internet
 * @param apiRateLimit requests a minute and user; 0 for no limit
 * @param botsPerUser how many bots one user may have
 */
public record Settings(
    Path dataDir,
    boolean sandbox,
    MediaSettings sandboxMedia,
    Optional<String> masterKey,
    Optional<Path> masterKeyFile,
    URI whatsAppUrl,
    PublicKey whatsAppRootKey,
    Optional<Path> tlsCaFile,
    Optional<Proxy> whatsAppProxy,
    AllowedProxies allowedProxies,
    int apiRateLimit,
    int botsPerUser) {

  /** The master key is in here, so logs see none of it. */
  @Override
  public String toString() {
    return "Settings[dataDir=" + dataDir + ", sandbox=" + sandbox + "]";
  }
}
