package org.ledplatform.whatsapp.content;

/**
 * A place.
 *
 * @param latitude degrees, −90 to 90
 * @param longitude degrees, −180 to 180
 * @param name of the place; empty text when it has none
 * @param address empty text when there is none
 * @param url empty text when there is none
 */
public record Location(double latitude, double longitude, String name, String address, String url)
    implements Content {

  /** Where somebody is stays private, so logs see none of it. */
  @Override
  public String toString() {
    return "Location[…]";
  }
}
