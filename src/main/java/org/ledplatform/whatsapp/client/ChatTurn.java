package org.ledplatform.whatsapp.client;

import java.util.Set;
import org.ledplatform.whatsapp.WhatsAppException;
import org.ledplatform.whatsapp.message.OutgoingMessage;
import org.ledplatform.whatsapp.node.Node;
import org.ledplatform.whatsapp.socket.FrameTooLargeException;
import org.ledplatform.whatsapp.stanza.QueryFailure;

/**
 * One try to send one message. Whatever goes wrong in it, it ends, so that the others of its chat
 * leave.
 */
final class ChatTurn implements Route.Turn {

  private static final System.Logger LOG = System.getLogger(ChatTurn.class.getName());

  /** Answers that will be the same the next time. */
  private static final Set<Integer> FINAL = Set.of(400, 404, 406, 410);

  private final OutgoingMessage message;
  private final Host host;

  /** Whose turn it is. All but the first are called on the sending queue. */
  interface Host {
    /** Runs a step on the sending queue, unless the connection is gone. */
    void run(Runnable step);

    /** Whether the turn still goes on; the chat may have had to go on without it. */
    boolean goesOn(ChatTurn turn);

    /** The stanza leaves, which ends the turn. */
    void leaves(OutgoingMessage message, Node stanza);

    /** The message is never sent, which ends the turn. */
    void refuse(OutgoingMessage message, String reason);

    /** Another turn follows later, unless there were too many. */
    void putOff(OutgoingMessage message, String reason);
  }

  ChatTurn(OutgoingMessage message, Host host) {
    this.message = message;
    this.host = host;
  }

  OutgoingMessage message() {
    return message;
  }

  /** Begins, on the sending queue. */
  void start(Route route) {
    step(() -> route.send(message, this));
  }

  @Override
  public void then(Runnable step) {
    host.run(() -> step(step));
  }

  @Override
  public void send(Node stanza, Runnable afterwards) {
    then(
        () -> {
          host.leaves(message, stanza);
          // Not part of the turn any more: what goes wrong in it must not count against the
          // message.
          host.run(afterwards);
        });
  }

  @Override
  public void refuse(String reason) {
    then(() -> host.refuse(message, reason));
  }

  @Override
  public void later(String reason) {
    then(() -> host.putOff(message, reason));
  }

  @Override
  public void failed(QueryFailure failure) {
    switch (failure) {
      case QueryFailure.Refused(int code, _) when FINAL.contains(code) ->
          refuse("the network refused the address with " + code);
      case QueryFailure.Refused _, QueryFailure.TimedOut _, QueryFailure.Unreadable _ ->
          later("a question of ours: " + failure.text());
      case QueryFailure.ConnectionGone _ -> {
        // The next connection sends what is in the outbox.
      }
    }
  }

  private void step(Runnable step) {
    if (!host.goesOn(this)) {
      return;
    }
    try {
      step.run();
    } catch (StoreFailedException e) {
      throw e;
    } catch (FrameTooLargeException _) {
      host.refuse(message, "it is too large for the network");
    } catch (WhatsAppException e) {
      // Such as a signal session that went away in between; the next try begins a new one.
      host.putOff(message, e.getClass().getSimpleName());
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.ERROR, "A step of sending failed unexpectedly", e);
      host.putOff(message, e.getClass().getSimpleName());
    }
  }
}
