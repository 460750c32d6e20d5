package org.ledplatform.whatsapp.jid;

/**
 * An address: {@code user:device@server}. Device 0 is the phone and is written without a suffix.
 *
 * @param user digits for people, an id for groups; empty for a server itself
 * @param device 0 for the phone (and for everything that has no devices), else a companion
 * @param server what the user part means
 */
public record Jid(String user, int device, Server server) {

  /** WhatsApp itself, as {@code @s.whatsapp.net}. */
  public static final Jid NETWORK = new Jid("", 0, Server.PHONE);

  /** The group service, as {@code @g.us}. */
  public static final Jid GROUPS = new Jid("", 0, Server.GROUP);

  private static final int MAX_LENGTH = 255;
  private static final int MAX_DEVICE = 65_535;

  public Jid {
    if (device < 0 || device > MAX_DEVICE) {
      throw new MalformedJidException("A device is between 0 and 65535");
    }
    if (user.indexOf('@') >= 0 || user.indexOf(':') >= 0) {
      throw new MalformedJidException("The user part of an address holds no '@' and no ':'");
    }
    if (device > 0 && user.isEmpty()) {
      throw new MalformedJidException("A device belongs to a user");
    }
  }

  /** A user without a device. */
  public static Jid of(String user, Server server) {
    return new Jid(user, 0, server);
  }

  /**
   * Reads the text form. The agent suffix of old addresses ({@code user.agent:device}) is dropped.
   *
   * @throws MalformedJidException when the text is no address
   */
  public static Jid parse(String text) {
    int at = text.lastIndexOf('@');
    if (at < 0 || text.length() > MAX_LENGTH) {
      throw new MalformedJidException("Not an address: it needs exactly one '@'");
    }
    Server server =
        Server.named(text.substring(at + 1))
            .orElseThrow(() -> new MalformedJidException("Not an address: unknown server part"));
    String user = text.substring(0, at);
    int colon = user.indexOf(':');
    int device = 0;
    if (colon >= 0) {
      device = parseDevice(user.substring(colon + 1));
      user = user.substring(0, colon);
    }
    int dot = server.domain().isPresent() ? user.indexOf('.') : -1;
    return new Jid(dot < 0 ? user : user.substring(0, dot), device, server);
  }

  private static int parseDevice(String digits) {
    try {
      return Integer.parseInt(digits);
    } catch (NumberFormatException e) {
      throw new MalformedJidException("Not an address: the device is not a number");
    }
  }

  /** The same user without a device: the chat with that person. */
  public Jid withoutDevice() {
    return device == 0 ? this : new Jid(user, 0, server);
  }

  /** One device of the same user. */
  public Jid withDevice(int number) {
    return new Jid(user, number, server);
  }

  /** Whether this is a person's LID address. */
  public boolean isLid() {
    return server == Server.LID || server == Server.HOSTED_LID;
  }

  /** Whether this is a person's phone-number address. */
  public boolean isPhone() {
    return (server == Server.PHONE || server == Server.HOSTED) && !user.isEmpty();
  }

  /** Whether this is a group. */
  public boolean isGroup() {
    return server == Server.GROUP && !user.isEmpty();
  }

  /** Whether this is a broadcast list, or the place where status updates go. */
  public boolean isBroadcast() {
    return server == Server.BROADCAST && !user.isEmpty();
  }

  /** Whether this is the place where people's status updates go. */
  public boolean isStatus() {
    return server == Server.BROADCAST && user.equals("status");
  }

  /** Whether both are devices of the same user at the same server. */
  public boolean sameUser(Jid other) {
    return server == other.server && user.equals(other.user);
  }

  @Override
  public String toString() {
    return (device == 0 ? user : user + ":" + device) + "@" + server.text();
  }
}
