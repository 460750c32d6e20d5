package org.ledplatform.whatsapp.group;

/**
 * The picture of a group.
 *
 * @param id changes with the picture
 * @param url where the whole picture is for a while
 */
public record GroupPicture(String id, String url) {
  /** The address is a permission, so logs do not see it. */
  @Override
  public String toString() {
    return "GroupPicture[" + id + "]";
  }
}
