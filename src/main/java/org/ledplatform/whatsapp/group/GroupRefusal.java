package org.ledplatform.whatsapp.group;

import java.util.Arrays;

/** Why the network does not do something in a group (protocol §9.2). */
public enum GroupRefusal {
  BAD_REQUEST(400, "the network does not understand this wish"),
  NOT_AN_ADMIN(401, "only admins may do this"),
  FORBIDDEN(403, "we are not in the group, or may not do this"),
  NOT_FOUND(404, "there is no such group or person"),
  NOT_ACCEPTABLE(406, "the link, the code or the text is not good"),
  RECENTLY_LEFT(408, "they left the group a short time ago"),
  CONFLICT(409, "it is so already, or somebody else changed it meanwhile"),
  GONE(410, "the group or the link is no more"),
  FULL(419, "there is no room for more"),
  TOO_OFTEN(429, "too many wishes in a short time"),
  OTHER(0, "the network refuses");

  private final int code;
  private final String text;

  GroupRefusal(int code, String text) {
    this.code = code;
    this.text = text;
  }

  /** What the network's code means. */
  public static GroupRefusal of(int code) {
    return Arrays.stream(values()).filter(r -> r.code == code).findFirst().orElse(OTHER);
  }

  /** In plain words. */
  public String text() {
    return text;
  }
}
