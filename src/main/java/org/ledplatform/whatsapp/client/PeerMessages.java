package org.ledplatform.whatsapp.client;

import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.message.Fanout;
import org.ledplatform.whatsapp.message.Self;
import org.ledplatform.whatsapp.proto.Message;
import org.ledplatform.whatsapp.proto.ProtocolMessage;
import org.ledplatform.whatsapp.signal.SignalException;
import org.ledplatform.whatsapp.stanza.NodeSender;
import org.ledplatform.whatsapp.stanza.SessionSupply;

/**
 * Says something to our own phone (protocol §6.9, §8.8). Nothing is repeated. Lives on the lane.
 */
final class PeerMessages {

  private static final int ID_BYTES = 9;

  private final Self self;
  private final Fanout fanout;
  private final SessionSupply sessions;
  private final NodeSender out;
  private final RandomGenerator random;
  private final Consumer<String> note;

  PeerMessages(
      Self self,
      Fanout fanout,
      SessionSupply sessions,
      NodeSender out,
      RandomGenerator random,
      Consumer<String> note) {
    this.self = self;
    this.fanout = fanout;
    this.sessions = sessions;
    this.out = out;
    this.random = random;
    this.note = note;
  }

  /** Sends it as soon as there is a signal session with the phone. */
  void say(ProtocolMessage said) {
    sessions.ensure(
        List.of(phone()),
        ready -> ready.forEach(_ -> send(said)),
        failure -> note.accept("Our phone could not be asked: " + failure.text()));
  }

  /** Asked each time: the network may give our account another LID. */
  private Jid phone() {
    return self.lid().withoutDevice();
  }

  private void send(ProtocolMessage said) {
    byte[] id = new byte[ID_BYTES];
    random.nextBytes(id);
    String name = "3EB0" + HexFormat.of().formatHex(id).toUpperCase(Locale.ROOT);
    try {
      out.send(
          fanout.toOwnPhone(
              name,
              phone(),
              self.jid().withoutDevice(),
              Message.newBuilder().setProtocolMessage(said).build()));
    } catch (SignalException e) {
      note.accept("Our phone could not be asked: " + e.getClass().getSimpleName());
    }
  }
}
