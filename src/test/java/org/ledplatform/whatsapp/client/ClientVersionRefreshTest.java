package org.ledplatform.whatsapp.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.ledplatform.whatsapp.node.Node;
import org.ledplatform.whatsapp.proto.AppVersion;

class ClientVersionRefreshTest {

  private static final ClientVersion NEWER = new ClientVersion(2, 3000, 2_000_000_000);

  private final ClientFixture fixture = new ClientFixture();
  private final TestNetwork network = fixture.network;
  private final Changing versions = new Changing();

  /** Learns one newer version when asked. */
  private static final class Changing implements ClientVersions {
    private ClientVersion now = ClientVersion.KNOWN_GOOD;
    private Optional<ClientVersion> newer = Optional.of(NEWER);
    private int asked;
    private boolean failing;

    @Override
    public ClientVersion now() {
      return now;
    }

    @Override
    public Optional<ClientVersion> newerThan(ClientVersion refused) {
      asked++;
      if (failing) {
        throw new IllegalStateException("expected by a test");
      }
      newer.ifPresent(version -> now = version);
      return newer;
    }
  }

  ClientVersionRefreshTest() {
    fixture.versions = versions;
    fixture.client = fixture.newClient();
  }

  private AppVersion said() {
    return network.last().payload().orElseThrow().getUserAgent().getAppVersion();
  }

  private void refuseEveryVersion() {
    network.login = Optional.of(Node.of("failure").with("reason", 405));
  }

  @Test
  void learnsTheVersionOnceAndLogsInWithIt() {
    fixture.pairAndLogIn();
    fixture.restart();
    refuseOnce();
    fixture.connect();
    assertThat(said().getTertiary()).isEqualTo(NEWER.tertiary());
    assertThat(versions.asked).isEqualTo(1);
    assertThat(fixture.all(ClientEvent.Online.class)).hasSize(1);
    assertThat(fixture.all(ClientEvent.Outdated.class)).isEmpty();
  }

  /** The network takes everybody from the second connection on. */
  private void refuseOnce() {
    Node success = network.login.orElseThrow();
    refuseEveryVersion();
    network.onGreeting = () -> network.login = Optional.of(success);
  }

  @Test
  void stopsWhenTheNewestIsRefusedToo() {
    fixture.pairAndLogIn();
    fixture.restart();
    refuseEveryVersion();
    fixture.connect();
    assertStopped(1);
  }

  @Test
  void stopsWhenNothingNewerCanBeLearned() {
    fixture.pairAndLogIn();
    fixture.restart();
    versions.newer = Optional.empty();
    refuseEveryVersion();
    fixture.connect();
    assertStopped(1);
    fixture.connect();
    assertThat(versions.asked).as("asked again when somebody wants to connect again").isEqualTo(2);
  }

  private void assertStopped(int asked) {
    int connections = network.connections.size();
    fixture.advance(Duration.ofMinutes(10));
    assertThat(network.connections).hasSize(connections);
    assertThat(fixture.all(ClientEvent.Outdated.class)).hasSize(1);
    assertThat(versions.asked).isEqualTo(asked);
  }

  @Test
  void stopsWhenTheAskingItselfFails() {
    fixture.pairAndLogIn();
    fixture.restart();
    versions.failing = true;
    refuseEveryVersion();
    assertThatThrownBy(fixture::connect).hasMessage("expected by a test");
    network.run();
    assertStopped(1);
  }

  @Test
  void whoeverDisconnectsMeanwhileStaysDown() {
    fixture.pairAndLogIn();
    fixture.restart();
    refuseEveryVersion();
    network.onGreeting = fixture.client::disconnect;
    fixture.connect();
    int connections = network.connections.size();
    fixture.advance(Duration.ofMinutes(10));
    assertThat(network.connections).hasSize(connections);
  }
}
