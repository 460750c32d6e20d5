package org.ledplatform.sandbox.group;

import java.time.Instant;

/**
 * The subject or the description of a group.
 *
 * @param id what a change of the description must name as the one before; empty for subjects
 * @param author the account of who wrote it
 */
public record GroupText(String id, String text, String author, Instant at) {

  @Override
  public String toString() {
    return "GroupText[…]";
  }
}
