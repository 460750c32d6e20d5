package org.ledplatform.bot;

/**
 * Where messages appear.
 *
 * @param id canonical, stable whichever address arrived
 * @param address where a reply goes, as the network wrote it
 */
public record Chat(String id, String address, boolean group) {
  /** Addresses are personal, so logs see none of them. */
  @Override
  public String toString() {
    return "Chat[group=" + group + "]";
  }
}
