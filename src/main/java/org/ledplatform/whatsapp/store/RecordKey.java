package org.ledplatform.whatsapp.store;

/**
 * Names one record of one device.
 *
 * @param kind what the record is
 * @param name unique within the kind; may contain addresses, so an implementation that writes to
 *     disk must not write it in the clear
 */
public record RecordKey(RecordKind kind, String name) {}
