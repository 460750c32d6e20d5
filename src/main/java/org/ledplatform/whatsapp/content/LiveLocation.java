package org.ledplatform.whatsapp.content;

import java.time.Duration;

/**
 * Where somebody is now; further messages of the same kind follow while they move.
 *
 * @param latitude degrees, −90 to 90
 * @param longitude degrees, −180 to 180
 * @param accuracyMeters 0 when unknown
 * @param caption empty text when there is none
 * @param sequence orders the messages of one sharing
 * @param since how long ago the place was measured
 */
public record LiveLocation(
    double latitude,
    double longitude,
    int accuracyMeters,
    String caption,
    long sequence,
    Duration since)
    implements Content {

  @Override
  public String text() {
    return caption;
  }

  /** Where somebody is stays private, so logs see none of it. */
  @Override
  public String toString() {
    return "LiveLocation[…]";
  }
}
