package org.ledplatform.whatsapp.client;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.ledplatform.whatsapp.stanza.NodeSender;
import org.ledplatform.whatsapp.stanza.PendingQueries;
import org.ledplatform.whatsapp.stanza.StreamEvent;

/**
 * One connection as a phase sees it.
 *
 * @param end ends the connection at once; on the lane only, so that the reason which the network
 *     gave is heard before the closing of the socket
 * @param lane where everything runs that touches the connection's state
 * @param heard runs a task on the lane once whoever runs the client has heard all events until now
 */
record Wire(
    NodeSender out,
    PendingQueries queries,
    Consumer<CloseReason> end,
    Executor lane,
    Executor heard) {

  /** Ends the connection because the network said so. */
  void streamEnded(StreamEvent event) {
    end.accept(
        switch (event) {
          case StreamEvent.LoginRefused(int code, OptionalInt subCode, Optional<Duration> expire) ->
              new CloseReason.Refused(code, subCode, expire);
          case StreamEvent.StreamEnded(OptionalInt code, Optional<String> conflict) ->
              new CloseReason.StreamError(code, conflict);
          case StreamEvent.DevicesNotAllowed _ -> new CloseReason.DevicesNotAllowed();
        });
  }
}
