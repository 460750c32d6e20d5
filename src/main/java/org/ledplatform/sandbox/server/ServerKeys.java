package org.ledplatform.sandbox.server;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.ledplatform.sandbox.proto.StoredNetwork;
import org.ledplatform.sandbox.storage.SandboxStorage;
import org.ledplatform.sandbox.storage.SandboxStorageException;
import org.ledplatform.sandbox.storage.Table;
import org.ledplatform.sandbox.storage.Write;
import org.ledplatform.whatsapp.crypto.KeyPair;
import org.ledplatform.whatsapp.crypto.PrivateKey;
import org.ledplatform.whatsapp.noise.CertificateChain;

/**
 * The network's own keys. They stay the same for the life of its storage, because clients pin the
 * root; the certificates are issued anew for each connection, so that they are never out of date.
 */
public record ServerKeys(KeyPair root, KeyPair intermediate, KeyPair noise) {

  private static final String NAME = "keys";

  /** Reads the keys, or makes and stores them. */
  static ServerKeys in(SandboxStorage storage, SecureRandom random) {
    Optional<byte[]> stored = storage.read(Table.NETWORK, NAME);
    if (stored.isPresent()) {
      return of(stored.get());
    }
    ServerKeys fresh =
        new ServerKeys(
            KeyPair.generate(random), KeyPair.generate(random), KeyPair.generate(random));
    storage.commit(List.of(new Write.Put(Table.NETWORK, NAME, fresh.toBytes())));
    return fresh;
  }

  /** A chain that is valid now. */
  byte[] chain(Clock clock, SecureRandom random) {
    return CertificateChain.issue(root, intermediate, noise.publicKey(), clock.instant(), random);
  }

  private byte[] toBytes() {
    return StoredNetwork.newBuilder()
        .setRootKey(ByteString.copyFrom(root.privateKey().bytes()))
        .setIntermediateKey(ByteString.copyFrom(intermediate.privateKey().bytes()))
        .setNoiseKey(ByteString.copyFrom(noise.privateKey().bytes()))
        .build()
        .toByteArray();
  }

  private static ServerKeys of(byte[] bytes) {
    try {
      StoredNetwork stored = StoredNetwork.parseFrom(bytes);
      return new ServerKeys(
          pair(stored.getRootKey()), pair(stored.getIntermediateKey()), pair(stored.getNoiseKey()));
    } catch (InvalidProtocolBufferException e) {
      throw new SandboxStorageException("The network's stored keys cannot be read", e);
    }
  }

  private static KeyPair pair(ByteString privateKey) {
    return KeyPair.of(new PrivateKey(privateKey.toByteArray()));
  }
}
