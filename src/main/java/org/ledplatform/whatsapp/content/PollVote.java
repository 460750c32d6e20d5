package org.ledplatform.whatsapp.content;

import java.util.List;

/**
 * A vote that was decrypted; it replaces the one that the same person gave before.
 *
 * @param target the poll
 * @param chosen the options by name; none takes the vote back
 */
public record PollVote(MessageName target, List<String> chosen) implements AboutMessage {

  public PollVote {
    chosen = List.copyOf(chosen);
  }

  @Override
  public PollVote about(MessageName other) {
    return new PollVote(other, chosen);
  }

  /** Content is private, so logs see none of it. */
  @Override
  public String toString() {
    return "PollVote[…]";
  }
}
