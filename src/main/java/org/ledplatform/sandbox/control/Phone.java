package org.ledplatform.sandbox.control;

/**
 * A virtual person's phone.
 *
 * @param id names the phone in this API
 * @param name the person's name
 * @param phoneNumber digits with a leading {@code +}
 * @param jid the address by phone number, without a device
 * @param lid the address by LID, without a device
 * @param reads when the person reads what comes in, as bodies say it
 */
public record Phone(
    String id, String name, String phoneNumber, String jid, String lid, String reads) {}
