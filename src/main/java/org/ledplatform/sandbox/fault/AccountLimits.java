package org.ledplatform.sandbox.fault;

import java.time.Instant;

/** What the network answers to clients that ask for limits of their account (protocol §11). */
public final class AccountLimits {

  /** The question whether new chats may be begun. */
  public static final String TIMELOCK = "23983697327930364";

  /** The question how many may be begun. */
  public static final String CAPPING = "24503548349331633";

  private AccountLimits() {}

  /** New chats may be begun. */
  public static String noTimelock() {
    return "{\"data\":{\"xwa2_fetch_account_reachout_timelock\":{\"is_active\":false}}}";
  }

  /** No new chats until then. */
  public static String timelock(Instant end) {
    return "{\"data\":{\"xwa2_fetch_account_reachout_timelock\":{\"is_active\":true,"
        + "\"time_enforcement_ends\":\"%d\",\"enforcement_type\":\"DEFAULT\"}}}"
            .formatted(end.getEpochSecond());
  }

  /** Any number of new chats. */
  public static String noCapping() {
    return "{\"data\":{\"xwa2_message_capping_info\":{}}}";
  }

  /** So many new chats, and how many there were. */
  public static String capping(int quota, int used) {
    return "{\"data\":{\"xwa2_message_capping_info\":{\"total_quota\":%d,\"used_quota\":%d}}}"
        .formatted(quota, used);
  }
}
