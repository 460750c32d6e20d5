package org.ledplatform.sandbox.media;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ledplatform.sandbox.account.Profiles;
import org.ledplatform.sandbox.storage.MemorySandboxStorage;
import org.ledplatform.sandbox.storage.SandboxStorage;
import org.ledplatform.sandbox.storage.Turns;

/**
 * Where the media host listens. Servers prefer ::1 as the loopback of the machine, and clients are
 * told 127.0.0.1.
 */
class MediaAddressTest {

  @TempDir private Path directory;

  private SandboxMedia media() {
    SandboxStorage storage = new MemorySandboxStorage();
    Turns turns = new Turns(storage);
    return new SandboxMedia(
        storage,
        turns,
        new Profiles(turns, storage),
        Runnable::run,
        Clock.systemUTC(),
        new SecureRandom());
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "127.0.0.2", "localhost"})
  void listensAtTheAddressThatItTellsItsClients(String host) throws Exception {
    try (SandboxMedia media = media();
        Socket client = new Socket()) {
      media.open(new MediaSettings(host, 0, Optional.of(directory), BlobLimits.DEFAULT));
      List<String> told = List.of(media.address().orElseThrow().split(":"));
      assertThat(told.getFirst()).isEqualTo(host);

      client.connect(new InetSocketAddress(host, Integer.parseInt(told.getLast())), 5_000);

      assertThat(client.isConnected()).isTrue();
    }
  }
}
