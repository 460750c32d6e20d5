package org.ledplatform.whatsapp.store;

/** What a stored record is. The name is part of the stored key: never rename one. */
public enum RecordKind {
  /** The device's own keys and identity; one record named {@code self}. */
  CREDENTIALS,
  /** A one-time pre-key, by its decimal id. */
  PRE_KEY,
  /** A signed pre-key, by its decimal id. */
  SIGNED_PRE_KEY,
  /** A ratchet with one remote device, by the signal address of that device. */
  SIGNAL_SESSION,
  /** The identity key first seen for a remote device, by its signal address. */
  IDENTITY,
  /** Which devices of a person have one of these two, by the name in their signal addresses. */
  DEVICE_INDEX,
  /** The sender keys of one sender in one group, by group and the sender's signal address. */
  SENDER_KEY,
  /** Which devices were handed our own sender key of a group, by group. */
  SENDER_KEY_HOLDERS,
  /** Those of them that were handed it with a message not yet taken by the network, by its id. */
  SENDER_KEY_UNDERWAY,
  /** What is known about a group, by its address. */
  GROUP,
  /** Phone number to LID and back: two records for each pair. */
  LID_MAPPING,
  /** The devices of one user as last told by the network. */
  DEVICE_LIST,
  /** A decrypted message that nobody has dealt with yet. */
  INBOX,
  /** A poll whose votes we can open, by chat, author and id. */
  POLL,
  /** The places of what is kept only as long as nothing newer needs them. */
  RING,
  /** Who wrote a message, by chat and id, so that a redelivery has no second effect. */
  SEEN,
  /** A message of ours that the network has not acknowledged yet. */
  OUTBOX,
  /** How often a message of ours could not be sent, by its id. */
  SEND_FAILED,
  /** A message of ours that the network took, kept for a while in case a device asks again. */
  SENT,
  /** Which of the sets of people below a message of ours to a group was for, by its id. */
  SENT_TO,
  /** A set of people, by a hash of it. */
  AUDIENCE,
  /** How often we asked for a message that we could not read, by chat, author and id. */
  RETRY_ASKED,
  /** A device's request for a message that was not answered yet, by device and id. */
  RETRY_WAITING,
  /** How often a device got a message again, by device and id. */
  RETRY_ANSWERED,
  /** When the signal session with a device was last made anew at its wish, by its address. */
  SESSION_RENEWED,
  /** Where a collection of the app state stands, by the name of the collection. */
  APP_STATE,
  /** A key of the app state that our phone shared, by its id in hexadecimal. */
  APP_STATE_KEY,
  /** The MAC of one record of the app state, by collection and MAC of its index. */
  APP_STATE_RECORD,
  /**
   * A message that did not get here and that our own phone is asked for, by chat, author and id.
   */
  MISSING_MESSAGE,
  /** The token with which somebody trusts us, and when we last gave them ours, by address. */
  TRUST_TOKEN,
  /** What our own phone told and nobody has dealt with yet, by the id of its stanza. */
  PEER_NOTICE,
  /** A message that could not be read back, by its former kind and name. */
  SET_ASIDE,
  /** Bookkeeping of the client itself, such as counters and routing information. */
  STATE
}
