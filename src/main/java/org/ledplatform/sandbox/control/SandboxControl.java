package org.ledplatform.sandbox.control;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.ledplatform.sandbox.SandboxNetwork;

/**
 * What the paths under {@code /api/sandbox} do, in records. Every call names the tenant; a tenant
 * sees and reaches only its own phones. Safe for use by many threads.
 *
 * <p>Every method throws {@link SandboxProblem} when it refuses.
 */
public final class SandboxControl {

  private final SandboxNetwork network;

  public SandboxControl(SandboxNetwork network) {
    this.network = network;
  }

  /** The tenant's phones, oldest first. */
  public List<Phone> phones(String tenant) {
    throw new UnsupportedOperationException(tenant + network);
  }

  /** Adds a virtual person with a phone. */
  public Phone addPhone(String tenant, NewPhone phone) {
    throw new UnsupportedOperationException(tenant + phone);
  }

  /** Removes the phone, its account, its linked devices and what it shows. */
  public void removePhone(String tenant, String phoneId) {
    throw new UnsupportedOperationException(tenant + phoneId);
  }

  /** This person's phone scans that QR: the client that shows it becomes a linked device. */
  public void scan(String tenant, String phoneId, String qr) {
    throw new UnsupportedOperationException(tenant + phoneId + qr);
  }

  /** Writes a message on the phone. */
  public SentMessage send(String tenant, String phoneId, SendRequest request) {
    throw new UnsupportedOperationException(tenant + phoneId + request);
  }

  /**
   * What the phone shows, oldest first.
   *
   * @param chat only this chat: an address or the id of a phone
   * @param since only messages of this instant and later
   */
  public List<ShownMessage> messages(
      String tenant, String phoneId, Optional<String> chat, Optional<Instant> since) {
    throw new UnsupportedOperationException(tenant + phoneId + chat + since);
  }
}
