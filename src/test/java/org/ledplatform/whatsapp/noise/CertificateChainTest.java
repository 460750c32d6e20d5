package org.ledplatform.whatsapp.noise;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.ledplatform.whatsapp.Vectors;
import org.ledplatform.whatsapp.crypto.KeyPair;
import org.ledplatform.whatsapp.crypto.PublicKey;
import org.ledplatform.whatsapp.proto.CertChain;
import org.ledplatform.whatsapp.proto.NoiseCertificate;
import org.ledplatform.whatsapp.proto.NoiseCertificate.Details;

class CertificateChainTest {

  private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

  private final SecureRandom random = new SecureRandom();
  private final KeyPair root = KeyPair.generate(random);
  private final KeyPair intermediate = KeyPair.generate(random);
  private final PublicKey server = KeyPair.generate(random).publicKey();

  @Test
  void acceptsWhatItIssues() {
    byte[] chain = CertificateChain.issue(root, intermediate, server, NOW, random);
    for (Instant then : new Instant[] {NOW, NOW.plus(Duration.ofDays(3000))}) {
      assertThatCode(() -> CertificateChain.verify(chain, root.publicKey(), server, then))
          .doesNotThrowAnyException();
    }
  }

  @Test
  void refusesTheUnsignedChainOfTheVectors() {
    Vectors noise = Vectors.group("noise");
    refuses(noise.bytes("certChain"), noise.key("serverStaticPub"), NOW, "signature");
  }

  @Test
  void refusesAnotherRootAndAnotherServer() {
    byte[] chain = CertificateChain.issue(root, intermediate, server, NOW, random);
    PublicKey other = KeyPair.generate(random).publicKey();
    assertThatThrownBy(() -> CertificateChain.verify(chain, other, server, NOW))
        .isInstanceOf(BadCertificateException.class)
        .hasMessageContaining("signature of the intermediate");
    refuses(chain, other, NOW, "another server");
  }

  @Test
  void refusesCertificatesOutsideTheirTime() {
    byte[] chain = CertificateChain.issue(root, intermediate, server, NOW, random);
    refuses(chain, server, NOW.minus(Duration.ofDays(2)), "not valid yet");
    refuses(chain, server, NOW.plus(Duration.ofDays(3651)), "expired");
    refuses(build(d -> d, d -> d.toBuilder().clearNotAfter().build()), server, NOW, "leaf");
    refuses(build(d -> d.toBuilder().setNotAfter(5).build(), d -> d), server, NOW, "intermediate");
  }

  @Test
  void refusesBrokenLinks() {
    refuses(
        build(d -> d.toBuilder().setIssuerSerial(1).build(), d -> d), server, NOW, "by the root");
    refuses(
        build(d -> d, d -> d.toBuilder().setIssuerSerial(0).build()),
        server,
        NOW,
        "by the intermediate");
    refuses(build(d -> d.toBuilder().clearKey().build(), d -> d), server, NOW, "no key");
    refuses(
        build(d -> d, d -> d.toBuilder().setKey(ByteString.copyFrom(new byte[31])).build()),
        server,
        NOW,
        "no key");
  }

  @Test
  void refusesALeafThatTheIntermediateDidNotSign() throws Exception {
    CertChain good = CertChain.parseFrom(build(d -> d, d -> d));
    Details leaf = Details.parseFrom(good.getLeaf().getDetails());
    CertChain bad =
        good.toBuilder().setLeaf(CertificateChain.certificate(root, leaf, random)).build();
    refuses(bad.toByteArray(), server, NOW, "signature of the leaf");
  }

  @Test
  void refusesMissingPartsAndShortSignatures() throws Exception {
    CertChain good = CertChain.parseFrom(build(d -> d, d -> d));
    refuses(new byte[0], server, NOW, "missing");
    refuses(good.toBuilder().clearLeaf().build().toByteArray(), server, NOW, "leaf");
    refuses(good.toBuilder().clearIntermediate().build().toByteArray(), server, NOW, "interm");
    NoiseCertificate unsigned = good.getLeaf().toBuilder().clearSignature().build();
    refuses(good.toBuilder().setLeaf(unsigned).build().toByteArray(), server, NOW, "missing");
    NoiseCertificate shortly =
        good.getIntermediate().toBuilder().setSignature(ByteString.copyFrom(new byte[10])).build();
    refuses(
        good.toBuilder().setIntermediate(shortly).build().toByteArray(), server, NOW, "signature");
  }

  @Test
  void garbageIsABadCertificateAndNothingElse() {
    Random garbage = new Random(2);
    byte[] chain = build(d -> d, d -> d);
    for (int i = 0; i < 500; i++) {
      byte[] changed = chain.clone();
      changed[garbage.nextInt(chain.length)] ^= (byte) (1 << garbage.nextInt(8));
      refuses(changed, server, NOW, "");
      byte[] bytes = new byte[garbage.nextInt(100)];
      garbage.nextBytes(bytes);
      refuses(bytes, server, NOW, "");
    }
  }

  private void refuses(byte[] chain, PublicKey serverKey, Instant now, String because) {
    assertThatThrownBy(() -> CertificateChain.verify(chain, root.publicKey(), serverKey, now))
        .isInstanceOf(BadCertificateException.class)
        .hasMessageContaining(because);
  }

  private byte[] build(
      UnaryOperator<Details> changeIntermediate, UnaryOperator<Details> changeLeaf) {
    Details first = details(7, 0, intermediate.publicKey());
    Details second = details(8, 7, server);
    return CertChain.newBuilder()
        .setIntermediate(
            CertificateChain.certificate(root, changeIntermediate.apply(first), random))
        .setLeaf(CertificateChain.certificate(intermediate, changeLeaf.apply(second), random))
        .build()
        .toByteArray();
  }

  private static Details details(int serial, int issuer, PublicKey key) {
    return Details.newBuilder()
        .setSerial(serial)
        .setIssuerSerial(issuer)
        .setKey(ByteString.copyFrom(key.bytes()))
        .setNotBefore(NOW.getEpochSecond())
        .setNotAfter(NOW.getEpochSecond() + 60)
        .build();
  }
}
