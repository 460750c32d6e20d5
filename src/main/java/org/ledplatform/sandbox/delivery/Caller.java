package org.ledplatform.sandbox.delivery;

import org.ledplatform.sandbox.account.Account;
import org.ledplatform.sandbox.account.Device;

/** Who sends a stanza: somebody who proved it, by the noise key or by being a phone in here. */
public record Caller(Account account, Device device, DeviceSession session) {}
