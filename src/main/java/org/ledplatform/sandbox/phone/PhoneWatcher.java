package org.ledplatform.sandbox.phone;

/** Hears that a phone shows something new. Quick, and safe for use by many threads. */
@FunctionalInterface
public interface PhoneWatcher {

  /**
   * A message was written or came in, or one that was there shows differently; it is stored.
   *
   * @param tenant to whom the phone belongs
   * @param phoneId names the phone
   */
  void shown(String tenant, String phoneId);
}
