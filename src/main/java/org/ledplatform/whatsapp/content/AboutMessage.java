package org.ledplatform.whatsapp.content;

/** Content that says something about another message. */
public sealed interface AboutMessage extends Content
    permits Edit, EncryptedPollVote, Pin, PollVote, Reaction, Revoke {

  /** The message it is about. */
  MessageName target();

  /** The same about the same message under another name. */
  AboutMessage about(MessageName other);
}
