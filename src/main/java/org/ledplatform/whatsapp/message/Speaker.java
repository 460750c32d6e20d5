package org.ledplatform.whatsapp.message;

/** Who a message is from, as far as it matters for what they may tell this device. */
enum Speaker {
  /** Somebody else, or our account in a chat with somebody else's server part. */
  OTHER,
  /** Another companion of our account, or this very device. */
  OWN_COMPANION,
  /** The phone of our account, under the identity that signed us when we paired. */
  OWN_PHONE,
  /** Somebody under our phone's address with another identity. */
  FALSE_PHONE
}
