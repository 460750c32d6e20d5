package org.ledplatform.whatsapp.client;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.ledplatform.whatsapp.message.OutgoingText;
import org.ledplatform.whatsapp.message.ReceivedMessage;
import org.ledplatform.whatsapp.socket.SocketConnector;
import org.ledplatform.whatsapp.store.DeviceStore;

/** One linked device. */
public final class WhatsAppClient {

  public WhatsAppClient(
      ClientConfig config,
      SocketConnector connector,
      DeviceStore store,
      Executor executor,
      Clock clock,
      SecureRandom random,
      Consumer<ClientEvent> events) {}

  public void connect() {
    throw new UnsupportedOperationException();
  }

  public void disconnect() {
    throw new UnsupportedOperationException();
  }

  public void logOut() {
    throw new UnsupportedOperationException();
  }

  public void tick() {
    throw new UnsupportedOperationException();
  }

  public String newMessageId() {
    throw new UnsupportedOperationException();
  }

  public void send(OutgoingText text) {
    throw new UnsupportedOperationException();
  }

  public void settle(ReceivedMessage.Ref ref, Optional<OutgoingText> reply) {
    throw new UnsupportedOperationException();
  }

  public List<ReceivedMessage> unsettled() {
    throw new UnsupportedOperationException();
  }
}
