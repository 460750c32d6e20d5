package org.ledplatform.sandbox.fault;

import org.ledplatform.sandbox.account.DeviceId;

/**
 * A fault that happened.
 *
 * @param rule its place in the plan, from 0
 * @param tag of the stanza that it happened to; empty when there was none
 * @param occasion the how manyeth occasion of this rule and device it was, from 1
 */
public record Strike(int rule, DeviceId device, String tag, long occasion) {

  /** Phone numbers stay out of logs. */
  @Override
  public String toString() {
    return "Strike[rule=" + rule + ", tag=" + tag + ", occasion=" + occasion + "]";
  }
}
