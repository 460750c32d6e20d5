package org.ledplatform.web;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.ledplatform.account.UserId;

/**
 * The people of a user's sandbox and what their phones show, as the pages need it. Every call names
 * the owner; somebody else's people are no people at all. Safe for use by many threads.
 */
public interface SandboxChat {

  /** Whether this installation has a sandbox. */
  boolean enabled();

  /** The owner's people in the order in which they were added. */
  List<Person> people(UserId owner);

  /**
   * Adds a person with a phone.
   *
   * @throws RefusedException when the name is not one
   */
  Person addPerson(UserId owner, String name);

  /**
   * This person's phone scans a QR, so that whoever shows it becomes its companion device.
   *
   * @throws RefusedException when the phone is gone or the QR is not (or no longer) good
   */
  void scan(UserId owner, String personId, String qr);

  /**
   * One person writes to another.
   *
   * @param toId {@link Person#id()} of the one who gets it
   * @throws RefusedException when one of them is gone or the text cannot be sent
   */
  void write(UserId owner, String fromId, String toId, String text);

  /** What the first person's phone shows of the chat with the second, oldest first. */
  List<Bubble> bubbles(UserId owner, String personId, String withId);

  /**
   * A virtual person.
   *
   * @param id opaque
   * @param phoneNumber digits without a plus
   */
  record Person(String id, String name, String phoneNumber) {
    @Override
    public String toString() {
      return "Person[" + id + "]";
    }
  }

  /**
   * A message as a phone shows it.
   *
   * @param mine whether the phone's owner wrote it
   * @param status what the phone knows of it: {@code sent}, {@code delivered} or {@code read}
   */
  record Bubble(String id, boolean mine, String text, Optional<String> status, Instant at) {
    @Override
    public String toString() {
      return "Bubble[" + id + "]";
    }
  }

  /** The sandbox does not do this; the message says why, for the person who asked. */
  final class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String reason;

    public RefusedException(String reason) {
      super(reason);
      this.reason = reason;
    }

    /** Why, in a sentence. */
    public String reason() {
      return reason;
    }
  }
}
