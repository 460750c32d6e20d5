package org.ledplatform.assembly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class NameLookupsTest {

  @Test
  void givesWhatTheMachineKnows() throws IOException {
    List<InetAddress> here = List.of(InetAddress.getLoopbackAddress());
    assertThat(new NameLookups(_ -> here, Duration.ofSeconds(10)).addresses("x")).isEqualTo(here);
  }

  @Test
  void nobodyWaitsForASlowNameServerAndTheOthersGoOn() throws IOException {
    CountDownLatch slow = new CountDownLatch(1);
    List<InetAddress> here = List.of(InetAddress.getLoopbackAddress());
    NameLookups lookups =
        new NameLookups(
            host -> {
              if (host.equals("slow")) {
                try {
                  slow.await();
                } catch (InterruptedException e) {
                  throw new IOException(e);
                }
              }
              return here;
            },
            Duration.ofMillis(200));
    for (int i = 0; i < 3; i++) {
      assertThatThrownBy(() -> lookups.addresses("slow")).isInstanceOf(UnknownHostException.class);
    }
    assertThat(lookups.addresses("quick")).isEqualTo(here);
    slow.countDown();
  }

  @Test
  void aNameThatIsNotThereIsSaid() {
    NameLookups lookups =
        new NameLookups(
            host -> {
              throw new UnknownHostException(host);
            },
            Duration.ofSeconds(10));
    assertThatThrownBy(() -> lookups.addresses("x")).isInstanceOf(UnknownHostException.class);
  }
}
