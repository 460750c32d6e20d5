package org.ledplatform.whatsapp.stanza;

import org.ledplatform.whatsapp.proto.ProtocolMessage;

/** What the network and our own phone say about the state that the account's devices share. */
public sealed interface StateEvent extends DeviceEvent.OfState {

  /** Our own phone told something; what is worth keeping is durable already. */
  record OwnPhoneTold(ProtocolMessage told) implements StateEvent {
    /** Keys and history are private, so logs see none of it. */
    @Override
    public String toString() {
      return "OwnPhoneTold[…]";
    }
  }
}
