package org.ledplatform.whatsapp.media;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Trust in media hosts that no public authority vouches for, such as those of a sandbox. */
public final class TlsTrust {

  private TlsTrust() {}

  /**
   * The same for a certificate in PEM, as a sandbox tells it.
   *
   * @throws IllegalArgumentException when the text holds no certificate
   */
  public static SSLContext in(String pem) {
    try {
      return in(
          (X509Certificate)
              CertificateFactory.getInstance("X.509")
                  .generateCertificate(
                      new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII))));
    } catch (CertificateException e) {
      throw new IllegalArgumentException("The text holds no certificate", e);
    }
  }

  /** Trusts hosts with certificates of this authority, and no others. */
  public static SSLContext in(X509Certificate authority) {
    try {
      KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      store.setCertificateEntry("authority", authority);
      TrustManagerFactory factory =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      factory.init(store);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, factory.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("Every JDK has TLS and a key store in memory", e);
    }
  }
}
