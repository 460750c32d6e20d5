package org.ledplatform.whatsapp.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

/** An executor that refuses tasks for a while costs a client nothing but time. */
class BusyExecutorTest {

  private final ClientFixture fixture = new ClientFixture();
  private final TestNetwork network = fixture.network;
  private boolean busy;

  private WhatsAppClient client() {
    return new WhatsAppClient(
        ClientConfig.of(network.root.publicKey(), "LED"),
        network.connector(),
        fixture.store,
        task -> {
          if (busy) {
            throw new RejectedExecutionException("expected by a test");
          }
          network.executor.execute(task);
        },
        network.clock,
        network.random,
        fixture.events::add);
  }

  @Test
  void aConnectionThatCannotBeginIsTriedAgainAndTold() {
    fixture.client = client();
    fixture.client.connect();
    busy = true;
    network.run();
    busy = false;
    fixture.client.tick();
    network.run();
    assertThat(fixture.last(ClientEvent.Disconnected.class).reason())
        .isInstanceOf(CloseReason.ConnectFailed.class);
    fixture.advance(Duration.ofMinutes(5));
    assertThat(fixture.all(ClientEvent.QrOffered.class)).isNotEmpty();
  }

  @Test
  void whatIsAskedOfAClientMeanwhileIsDoneAfterwards() {
    fixture.client = client();
    busy = true;
    fixture.client.connect();
    busy = false;
    fixture.client.tick();
    network.run();
    assertThat(fixture.all(ClientEvent.QrOffered.class)).isNotEmpty();
  }
}
