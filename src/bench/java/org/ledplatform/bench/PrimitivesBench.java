package org.ledplatform.bench;

import it.auties.curve25519.Curve25519;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.Signature;
import java.util.concurrent.TimeUnit;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.engines.AESEngine;
import org.bouncycastle.crypto.macs.HMac;
import org.bouncycastle.crypto.modes.CBCBlockCipher;
import org.bouncycastle.crypto.modes.GCMBlockCipher;
import org.bouncycastle.crypto.paddings.PaddedBufferedBlockCipher;
import org.bouncycastle.crypto.params.AEADParameters;
import org.bouncycastle.crypto.params.KeyParameter;
import org.bouncycastle.crypto.params.ParametersWithIV;
import org.bouncycastle.math.ec.rfc7748.X25519;
import org.bouncycastle.math.ec.rfc8032.Ed25519;
import org.ledplatform.whatsapp.crypto.AesCbc;
import org.ledplatform.whatsapp.crypto.AesGcm;
import org.ledplatform.whatsapp.crypto.Curve;
import org.ledplatform.whatsapp.crypto.Hmac;
import org.ledplatform.whatsapp.crypto.KeyPair;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The same work by the JDK, by Bouncy Castle's lightweight classes and by the curve library, on a
 * message of 256 bytes. {@code ours} is what {@code whatsapp.crypto} does today.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 4, time = 1)
@Fork(1)
public class PrimitivesBench {

  private final SecureRandom random = new SecureRandom();
  private final KeyPair own = KeyPair.generate(random);
  private final KeyPair other = KeyPair.generate(random);
  private final byte[] message = new byte[256];
  private final byte[] key = new byte[32];
  private final byte[] iv16 = new byte[16];
  private final byte[] iv12 = new byte[12];
  private final byte[] signature = Curve.sign(own.privateKey(), message, random);
  private final byte[] edPublic = new byte[32];
  private final byte[] edSignature = new byte[64];
  private final java.security.KeyPair jdkPair;
  private final byte[] jdkSignature;

  /** Makes the keys. */
  public PrimitivesBench() {
    Ed25519.generatePublicKey(key, 0, edPublic, 0);
    Ed25519.sign(key, 0, message, 0, message.length, edSignature, 0);
    try {
      jdkPair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
      jdkSignature = signByJdk();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private byte[] signByJdk() throws GeneralSecurityException {
    Signature signer = Signature.getInstance("Ed25519");
    signer.initSign(jdkPair.getPrivate());
    signer.update(message);
    return signer.sign();
  }

  @Benchmark
  public byte[] agreeOursByJdk() {
    return Curve.agree(own.privateKey(), other.publicKey());
  }

  @Benchmark
  public byte[] agreeBouncyCastle() {
    byte[] secret = new byte[32];
    X25519.scalarMult(own.privateKey().bytes(), 0, other.publicKey().bytes(), 0, secret, 0);
    return secret;
  }

  @Benchmark
  public byte[] agreeCurveLibrary() {
    return Curve25519.sharedKey(own.privateKey().bytes(), other.publicKey().bytes());
  }

  @Benchmark
  public KeyPair keyPairOurs() {
    return KeyPair.generate(random);
  }

  @Benchmark
  public byte[] keyPairBouncyCastle() {
    byte[] publicKey = new byte[32];
    X25519.scalarMultBase(own.privateKey().bytes(), 0, publicKey, 0);
    return publicKey;
  }

  @Benchmark
  public byte[] signOursByCurveLibrary() {
    return Curve.sign(own.privateKey(), message, random);
  }

  /** Ed25519, of which XEdDSA differs only in where the scalar comes from. */
  @Benchmark
  public byte[] signBouncyCastle() {
    byte[] made = new byte[64];
    Ed25519.sign(key, 0, message, 0, message.length, made, 0);
    return made;
  }

  @Benchmark
  public byte[] signJdk() throws GeneralSecurityException {
    return signByJdk();
  }

  @Benchmark
  public boolean verifyOursByCurveLibrary() {
    return Curve.verify(own.publicKey(), message, signature);
  }

  @Benchmark
  public boolean verifyBouncyCastle() {
    return Ed25519.verify(edSignature, 0, edPublic, 0, message, 0, message.length);
  }

  @Benchmark
  public boolean verifyJdk() throws GeneralSecurityException {
    Signature verifier = Signature.getInstance("Ed25519");
    verifier.initVerify(jdkPair.getPublic());
    verifier.update(message);
    return verifier.verify(jdkSignature);
  }

  @Benchmark
  public byte[] hmacOursByJdk() {
    return Hmac.sha256(key, message);
  }

  @Benchmark
  public byte[] hmacBouncyCastle() {
    HMac mac = new HMac(new SHA256Digest());
    mac.init(new KeyParameter(key));
    mac.update(message, 0, message.length);
    byte[] made = new byte[32];
    mac.doFinal(made, 0);
    return made;
  }

  @Benchmark
  public byte[] cbcOursByJdk() {
    return AesCbc.encrypt(key, iv16, message);
  }

  @Benchmark
  public byte[] cbcBouncyCastle() throws InvalidCipherTextException {
    var cipher = new PaddedBufferedBlockCipher(CBCBlockCipher.newInstance(AESEngine.newInstance()));
    cipher.init(true, new ParametersWithIV(new KeyParameter(key), iv16));
    byte[] made = new byte[cipher.getOutputSize(message.length)];
    int done = cipher.processBytes(message, 0, message.length, made, 0);
    cipher.doFinal(made, done);
    return made;
  }

  @Benchmark
  public byte[] gcmOursByJdk() {
    return AesGcm.encrypt(key, iv12, new byte[0], message);
  }

  @Benchmark
  public byte[] gcmBouncyCastle() throws InvalidCipherTextException {
    var cipher = GCMBlockCipher.newInstance(AESEngine.newInstance());
    cipher.init(true, new AEADParameters(new KeyParameter(key), 128, iv12));
    byte[] made = new byte[cipher.getOutputSize(message.length)];
    int done = cipher.processBytes(message, 0, message.length, made, 0);
    cipher.doFinal(made, done);
    return made;
  }
}
