package org.ledplatform.whatsapp.store;

/** A record as it was read: its name within its kind, and its bytes. */
public record StoredRecord(String name, byte[] value) {}
