package org.ledplatform.whatsapp.content;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.ledplatform.whatsapp.proto.FutureProofMessage;
import org.ledplatform.whatsapp.proto.Message;

/** The wrappers around messages that only say how to show them (protocol §8.8). Stateless. */
public final class Wrapping {

  private static final int MOST = 5;

  private static final List<Wrapper> WRAPPERS =
      List.of(
          new Wrapper(Message::hasEphemeralMessage, Message::getEphemeralMessage, Mark.NONE),
          new Wrapper(Message::hasViewOnceMessage, Message::getViewOnceMessage, Mark.ONCE),
          new Wrapper(Message::hasViewOnceMessageV2, Message::getViewOnceMessageV2, Mark.ONCE),
          new Wrapper(
              Message::hasViewOnceMessageV2Extension,
              Message::getViewOnceMessageV2Extension,
              Mark.ONCE),
          new Wrapper(
              Message::hasDocumentWithCaptionMessage,
              Message::getDocumentWithCaptionMessage,
              Mark.NONE),
          new Wrapper(Message::hasEditedMessage, Message::getEditedMessage, Mark.NONE),
          new Wrapper(
              Message::hasLottieStickerMessage, Message::getLottieStickerMessage, Mark.LOTTIE),
          new Wrapper(
              Message::hasAssociatedChildMessage, Message::getAssociatedChildMessage, Mark.NONE),
          new Wrapper(Message::hasGroupStatusMessage, Message::getGroupStatusMessage, Mark.NONE),
          new Wrapper(
              Message::hasGroupStatusMessageV2, Message::getGroupStatusMessageV2, Mark.NONE));

  private Wrapping() {}

  private enum Mark {
    NONE,
    ONCE,
    LOTTIE
  }

  /** One kind of wrapper: whether a message is one, what it holds, what it says. */
  private record Wrapper(
      Predicate<Message> present, Function<Message, FutureProofMessage> inside, Mark mark) {}

  /**
   * A message without its wrappers.
   *
   * @param viewOnce a wrapper said so
   * @param lottie a wrapper said so
   */
  record Peeled(Message message, boolean viewOnce, boolean lottie) {}

  /** Takes off at most five wrappers; what is wrapped deeper stays wrapped. */
  public static Message unwrap(Message message) {
    return peel(message).message();
  }

  static Peeled peel(Message message) {
    Peeled peeled = new Peeled(message, false, false);
    for (int i = 0; i < MOST; i++) {
      Optional<Peeled> next = next(peeled);
      if (next.isEmpty()) {
        return peeled;
      }
      peeled = next.get();
    }
    return peeled;
  }

  private static Optional<Peeled> next(Peeled outer) {
    return WRAPPERS.stream()
        .filter(wrapper -> wrapper.present().test(outer.message()))
        .findFirst()
        .map(
            wrapper ->
                new Peeled(
                    carrying(outer.message(), wrapper.inside().apply(outer.message()).getMessage()),
                    outer.viewOnce() || wrapper.mark() == Mark.ONCE,
                    outer.lottie() || wrapper.mark() == Mark.LOTTIE));
  }

  /** Secrets and durations stand beside the wrapper, or inside it. */
  public static Message carrying(Message outer, Message inner) {
    return outer.hasMessageContextInfo() && !inner.hasMessageContextInfo()
        ? inner.toBuilder().setMessageContextInfo(outer.getMessageContextInfo()).build()
        : inner;
  }
}
