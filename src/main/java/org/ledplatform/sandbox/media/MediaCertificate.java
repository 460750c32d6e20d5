package org.ledplatform.sandbox.media;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.SequencedSet;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * What the media listener shows to clients, and the authority that they are told to trust. The key
 * of the authority is forgotten as soon as it has signed: nobody can ever issue a second
 * certificate that these clients would believe.
 *
 * @param authority to be trusted by clients
 * @param server shown by the listener
 * @param key of {@code server}
 */
record MediaCertificate(X509Certificate authority, X509Certificate server, PrivateKey key) {

  private static final Duration VALID = Duration.ofDays(397);
  private static final Duration RENEWED_BEFORE = Duration.ofDays(30);
  private static final int SERIAL_BITS = 120;
  private static final String SIGNATURE = "SHA256withECDSA";

  /** A new one for these host names and addresses. */
  static MediaCertificate make(SequencedSet<String> hosts, Instant now, SecureRandom random) {
    try {
      KeyPair root = keyPair(random);
      KeyPair own = keyPair(random);
      X500Name rootName = new X500Name("CN=LED sandbox media authority");
      X509v3CertificateBuilder authority = builder(rootName, rootName, root, now, random);
      authority.addExtension(Extension.basicConstraints, true, new BasicConstraints(0));
      authority.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign));
      X509v3CertificateBuilder server =
          builder(rootName, new X500Name("CN=LED sandbox media"), own, now, random);
      server.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
      server.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
      server.addExtension(
          Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth));
      server.addExtension(Extension.subjectAlternativeName, false, names(hosts));
      return new MediaCertificate(signed(authority, root), signed(server, root), own.getPrivate());
    } catch (GeneralSecurityException | OperatorCreationException | IOException e) {
      throw new IllegalStateException("A certificate could not be made", e);
    }
  }

  private static KeyPair keyPair(SecureRandom random) throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"), random);
    return generator.generateKeyPair();
  }

  private static X509v3CertificateBuilder builder(
      X500Name issuer, X500Name subject, KeyPair keys, Instant now, SecureRandom random)
      throws CertIOException {
    return new JcaX509v3CertificateBuilder(
        issuer,
        new BigInteger(SERIAL_BITS, random).add(BigInteger.ONE),
        Date.from(now.minus(Duration.ofDays(1))),
        Date.from(now.plus(VALID)),
        subject,
        keys.getPublic());
  }

  private static GeneralNames names(SequencedSet<String> hosts) {
    return new GeneralNames(
        hosts.stream()
            .map(
                host ->
                    new GeneralName(
                        isAddress(host) ? GeneralName.iPAddress : GeneralName.dNSName, host))
            .toArray(GeneralName[]::new));
  }

  private static boolean isAddress(String host) {
    return host.indexOf(':') >= 0 || host.matches("[0-9.]+");
  }

  private static X509Certificate signed(X509v3CertificateBuilder builder, KeyPair by)
      throws GeneralSecurityException, OperatorCreationException, IOException {
    byte[] encoded =
        builder.build(new JcaContentSignerBuilder(SIGNATURE).build(by.getPrivate())).getEncoded();
    return parse(encoded);
  }

  private static X509Certificate parse(byte[] encoded) throws CertificateException {
    return (X509Certificate)
        CertificateFactory.getInstance("X.509")
            .generateCertificate(new ByteArrayInputStream(encoded));
  }

  /** Reads what {@link #parts} wrote. */
  static MediaCertificate of(List<byte[]> parts) {
    try {
      return new MediaCertificate(
          parse(parts.get(0)),
          parse(parts.get(1)),
          KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(parts.get(2))));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("The stored certificate cannot be read", e);
    }
  }

  /** Authority, server certificate and key, for storing. */
  List<byte[]> parts() {
    try {
      return List.of(authority.getEncoded(), server.getEncoded(), key.getEncoded());
    } catch (CertificateException e) {
      throw new IllegalStateException("A certificate that was read can be written", e);
    }
  }

  /** Whether it is good for these hosts for some time to come. */
  boolean serves(SequencedSet<String> hosts, Instant now) {
    try {
      List<String> named =
          server.getSubjectAlternativeNames().stream().map(name -> (String) name.get(1)).toList();
      return hosts.stream().allMatch(host -> named.contains(canonical(host)))
          && server.getNotAfter().toInstant().isAfter(now.plus(RENEWED_BEFORE));
    } catch (CertificateException _) {
      return false;
    }
  }

  /** The JDK writes out the zeros of addresses of version 6. */
  private static String canonical(String host) {
    return host.equals("::1") ? "0:0:0:0:0:0:0:1" : host;
  }

  /** The authority in PEM, for clients to trust. */
  String pem() {
    String body =
        Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
            .encodeToString(parts().getFirst());
    return "-----BEGIN CERTIFICATE-----\n" + body + "\n-----END CERTIFICATE-----\n";
  }

  /** For a listener that shows this certificate. */
  SSLContext context() {
    try {
      char[] noPassword = new char[0];
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      store.setKeyEntry("media", key, noPassword, new X509Certificate[] {server, authority});
      KeyManagerFactory keys =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      keys.init(store, noPassword);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys.getKeyManagers(), null, null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("Every JDK has TLS and a key store in memory", e);
    }
  }

  /** The key must not reach a log. */
  @Override
  public String toString() {
    return "MediaCertificate[…]";
  }
}
