package org.ledplatform.whatsapp.stanza;

/** Why a question has no answer. */
public sealed interface QueryFailure {

  /** In plain words, without private data. */
  String text();

  /** The network answered with an error. */
  record Refused(int code, String reason) implements QueryFailure {
    @Override
    public String text() {
      return "refused with " + code;
    }
  }

  /** No answer came in time. */
  record TimedOut() implements QueryFailure {
    @Override
    public String text() {
      return "timed out";
    }
  }

  /** The connection ended first. */
  record ConnectionGone() implements QueryFailure {
    @Override
    public String text() {
      return "connection gone";
    }
  }

  /** The answer is not what the protocol says. */
  record Unreadable(String why) implements QueryFailure {
    @Override
    public String text() {
      return "unreadable answer: " + why;
    }
  }
}
