package org.ledplatform.whatsapp.noise;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import org.ledplatform.whatsapp.crypto.Curve;
import org.ledplatform.whatsapp.crypto.KeyPair;
import org.ledplatform.whatsapp.crypto.PublicKey;
import org.ledplatform.whatsapp.proto.CertChain;
import org.ledplatform.whatsapp.proto.NoiseCertificate;

/**
 * How a server proves that it is the one it should be (protocol §2.1): the root signs an
 * intermediate key, which signs the server's noise key. Stateless.
 */
public final class CertificateChain {

  private static final int ROOT_SERIAL = 0;
  private static final int INTERMEDIATE_SERIAL = 1;
  private static final int LEAF_SERIAL = 2;

  /** Clocks differ a little. */
  private static final Duration BEFORE = Duration.ofDays(1);

  private static final Duration AFTER = Duration.ofDays(10 * 365);

  private CertificateChain() {}

  /** A chain that is valid from a day before {@code now} for ten years; an encoded CertChain. */
  public static byte[] issue(
      KeyPair root,
      KeyPair intermediate,
      PublicKey serverStatic,
      Instant now,
      SecureRandom random) {
    return CertChain.newBuilder()
        .setIntermediate(
            certificate(
                root,
                details(INTERMEDIATE_SERIAL, ROOT_SERIAL, intermediate.publicKey(), now),
                random))
        .setLeaf(
            certificate(
                intermediate, details(LEAF_SERIAL, INTERMEDIATE_SERIAL, serverStatic, now), random))
        .build()
        .toByteArray();
  }

  /**
   * Checks everything there is to check: both signatures, that the chain begins at the root and is
   * linked, that it ends at the server's key, and that both certificates are valid now.
   *
   * @param chain an encoded CertChain
   * @param serverStatic the key that the server used in the handshake
   * @throws BadCertificateException naming the first thing that is wrong
   */
  public static void verify(byte[] chain, PublicKey root, PublicKey serverStatic, Instant now) {
    try {
      CertChain certificates = CertChain.parseFrom(chain);
      NoiseCertificate.Details intermediate =
          verified("intermediate", certificates.getIntermediate(), root, now);
      require(
          intermediate.getIssuerSerial() == ROOT_SERIAL,
          "The intermediate certificate is not issued by the root");
      PublicKey intermediateKey = key("intermediate", intermediate);
      NoiseCertificate.Details leaf =
          verified("leaf", certificates.getLeaf(), intermediateKey, now);
      require(
          leaf.getIssuerSerial() == intermediate.getSerial(),
          "The leaf certificate is not issued by the intermediate");
      require(key("leaf", leaf).equals(serverStatic), "The leaf certificate is for another server");
    } catch (InvalidProtocolBufferException e) {
      throw new BadCertificateException("The certificate chain is malformed", e);
    }
  }

  private static NoiseCertificate.Details verified(
      String name, NoiseCertificate certificate, PublicKey issuer, Instant now)
      throws InvalidProtocolBufferException {
    byte[] details = certificate.getDetails().toByteArray();
    byte[] signature = certificate.getSignature().toByteArray();
    require(details.length > 0 && signature.length > 0, "The " + name + " certificate is missing");
    require(
        Curve.verify(issuer, details, signature),
        "The signature of the " + name + " certificate is wrong");
    NoiseCertificate.Details parsed = NoiseCertificate.Details.parseFrom(details);
    long second = now.getEpochSecond();
    require(
        Long.compareUnsigned(parsed.getNotBefore(), second) <= 0,
        "The " + name + " certificate is not valid yet");
    require(
        Long.compareUnsigned(second, parsed.getNotAfter()) <= 0,
        "The " + name + " certificate has expired");
    return parsed;
  }

  private static PublicKey key(String name, NoiseCertificate.Details details) {
    require(details.getKey().size() == PublicKey.LENGTH, "The " + name + " certificate has no key");
    return new PublicKey(details.getKey().toByteArray());
  }

  private static NoiseCertificate.Details details(
      int serial, int issuerSerial, PublicKey key, Instant now) {
    return NoiseCertificate.Details.newBuilder()
        .setSerial(serial)
        .setIssuerSerial(issuerSerial)
        .setKey(ByteString.copyFrom(key.bytes()))
        .setNotBefore(now.minus(BEFORE).getEpochSecond())
        .setNotAfter(now.plus(AFTER).getEpochSecond())
        .build();
  }

  static NoiseCertificate certificate(
      KeyPair issuer, NoiseCertificate.Details details, SecureRandom random) {
    byte[] bytes = details.toByteArray();
    return NoiseCertificate.newBuilder()
        .setDetails(ByteString.copyFrom(bytes))
        .setSignature(ByteString.copyFrom(Curve.sign(issuer.privateKey(), bytes, random)))
        .build();
  }

  private static void require(boolean condition, String otherwise) {
    if (!condition) {
      throw new BadCertificateException(otherwise);
    }
  }
}
