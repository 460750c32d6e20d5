package org.ledplatform.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.Base64;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsTrustTest {

  @TempDir Path directory;

  @Test
  void readsOneOrMoreCertificatesInPem() throws Exception {
    String pem = pem(anAuthorityOfTheJdk());
    Path file = Files.writeString(directory.resolve("ca.pem"), pem + pem);

    assertThat(TlsTrust.isReadable(file)).isTrue();
    assertThat(TlsTrust.with(file).getProtocol()).isEqualTo("TLS");
  }

  @Test
  void readsNothingElse() throws IOException {
    assertThat(TlsTrust.isReadable(directory.resolve("none"))).isFalse();
    assertThat(TlsTrust.isReadable(Files.writeString(directory.resolve("empty"), ""))).isFalse();
    assertThat(TlsTrust.isReadable(Files.writeString(directory.resolve("text"), "hello")))
        .isFalse();
  }

  private static X509Certificate anAuthorityOfTheJdk() throws GeneralSecurityException {
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init((KeyStore) null);
    for (TrustManager manager : factory.getTrustManagers()) {
      if (manager instanceof X509TrustManager x509) {
        return x509.getAcceptedIssuers()[0];
      }
    }
    throw new AssertionError("the JDK trusts nobody");
  }

  private static String pem(X509Certificate certificate) throws GeneralSecurityException {
    return "-----BEGIN CERTIFICATE-----\n"
        + Base64.getMimeEncoder().encodeToString(certificate.getEncoded())
        + "\n-----END CERTIFICATE-----\n";
  }
}
