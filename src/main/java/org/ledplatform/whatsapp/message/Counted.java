package org.ledplatform.whatsapp.message;

/** What a client counts while it runs, for whoever watches it. */
public enum Counted {
  /** Messages that only a device of our own account may send, from somebody else. */
  SELF_ONLY_DROPPED,
  /** Messages under our own phone's address with an identity that is not our phone's. */
  FALSE_PHONE_DROPPED,
  /** Messages that claim to be ours, from somebody else. */
  FORGED_OWN_DROPPED,
  /** Edits and revokes of messages that their sender did not write. */
  UNENTITLED_DROPPED,
  /** Messages that were decrypted once before under another name, and refused. */
  OPENED_BEFORE,
  /** Events, and things that the history tells, at which whoever heard them threw something. */
  LISTENER_FAILED,
  /** Readings of stored records that are damaged: they count as absent until written anew. */
  RECORD_DAMAGED
}
