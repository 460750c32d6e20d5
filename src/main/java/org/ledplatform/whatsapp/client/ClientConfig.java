package org.ledplatform.whatsapp.client;

import java.time.Duration;
import java.util.Optional;
import org.ledplatform.whatsapp.crypto.PublicKey;
import org.ledplatform.whatsapp.media.MediaAccess;
import org.ledplatform.whatsapp.media.Thumbnailer;
import org.ledplatform.whatsapp.noise.WhatsAppRoot;

/**
 * What a client is told before it starts.
 *
 * @param rootKey the key that must have signed the server's certificate chain (protocol §2.1)
 * @param versions what we say we are
 * @param deviceName shown on the phone among the linked devices
 * @param handshakeTimeout how long the server may take for the handshake and the login
 * @param queryTimeout how long the server may take to answer a question
 * @param media how media hosts are reached; without it no files are sent or fetched
 * @param thumbnailer makes the small pictures that go along with pictures
 */
public record ClientConfig(
    PublicKey rootKey,
    ClientVersions versions,
    String deviceName,
    Duration handshakeTimeout,
    Duration queryTimeout,
    Optional<MediaAccess> media,
    Thumbnailer thumbnailer) {

  /** The usual time-outs, with this root and this name. */
  public static ClientConfig of(PublicKey rootKey, String deviceName) {
    return new ClientConfig(
        rootKey,
        ClientVersions.fixed(ClientVersion.KNOWN_GOOD),
        deviceName,
        Duration.ofSeconds(20),
        Duration.ofSeconds(60),
        Optional.empty(),
        Thumbnailer.NONE);
  }

  /** For WhatsApp itself. */
  public static ClientConfig forWhatsApp(String deviceName) {
    return of(WhatsAppRoot.KEY, deviceName);
  }

  /** The same with one version that never changes. */
  public ClientConfig withVersion(ClientVersion other) {
    return withVersions(ClientVersions.fixed(other));
  }

  /** The same with another way to know the version. */
  public ClientConfig withVersions(ClientVersions other) {
    return new ClientConfig(
        rootKey, other, deviceName, handshakeTimeout, queryTimeout, media, thumbnailer);
  }

  /** The same with another limit for the handshake and the login. */
  public ClientConfig withHandshakeTimeout(Duration other) {
    return new ClientConfig(rootKey, versions, deviceName, other, queryTimeout, media, thumbnailer);
  }

  /** The same with another limit for each question. */
  public ClientConfig withQueryTimeout(Duration other) {
    return new ClientConfig(
        rootKey, versions, deviceName, handshakeTimeout, other, media, thumbnailer);
  }

  /** The same with a way to media hosts. */
  public ClientConfig withMedia(MediaAccess access) {
    return new ClientConfig(
        rootKey,
        versions,
        deviceName,
        handshakeTimeout,
        queryTimeout,
        Optional.of(access),
        thumbnailer);
  }

  /** The same with small pictures. */
  public ClientConfig withThumbnailer(Thumbnailer other) {
    return new ClientConfig(
        rootKey, versions, deviceName, handshakeTimeout, queryTimeout, media, other);
  }
}
