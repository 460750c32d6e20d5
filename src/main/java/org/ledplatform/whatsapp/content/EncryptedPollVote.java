package org.ledplatform.whatsapp.content;

import com.google.protobuf.ByteString;

/**
 * A vote as it travels; {@link PollCipher} opens it for whoever has the poll's secret. It arrives
 * like this when the poll is not known.
 *
 * @param target the poll
 * @param iv 12 bytes
 */
public record EncryptedPollVote(MessageName target, ByteString payload, ByteString iv)
    implements AboutMessage {

  @Override
  public EncryptedPollVote about(MessageName other) {
    return new EncryptedPollVote(other, payload, iv);
  }

  /** Content is private, so logs see none of it. */
  @Override
  public String toString() {
    return "EncryptedPollVote[…]";
  }
}
