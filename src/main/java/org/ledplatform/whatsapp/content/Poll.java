package org.ledplatform.whatsapp.content;

import com.google.protobuf.ByteString;
import java.security.SecureRandom;
import java.util.List;

/**
 * A question with answers to choose from.
 *
 * @param name the question
 * @param options at least two, all different
 * @param selectable how many may be chosen at once; 0 means any number
 * @param secret 32 bytes from which the keys of the votes are derived (protocol §8.8); empty when
 *     the poll came without
 */
public record Poll(String name, List<String> options, int selectable, ByteString secret)
    implements Content {

  static final int SECRET_LENGTH = 32;

  public Poll {
    options = List.copyOf(options);
  }

  /** A new poll with a secret of its own. */
  public static Poll ask(String name, List<String> options, int selectable, SecureRandom random) {
    byte[] secret = new byte[SECRET_LENGTH];
    random.nextBytes(secret);
    return new Poll(name, options, selectable, ByteString.copyFrom(secret));
  }

  /** The question: a person reads it in the chat. */
  @Override
  public String text() {
    return name;
  }

  /** Content is private and the secret opens votes, so logs see none of it. */
  @Override
  public String toString() {
    return "Poll[…]";
  }
}
