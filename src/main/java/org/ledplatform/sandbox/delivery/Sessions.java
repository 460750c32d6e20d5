package org.ledplatform.sandbox.delivery;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ledplatform.sandbox.account.DeviceId;

/** Who is connected: at most one session for a device. Touched only in a turn. */
public final class Sessions {

  private final Map<DeviceId, DeviceSession> sessions = new HashMap<>();

  /** The session of a device. */
  public Optional<DeviceSession> of(DeviceId device) {
    return Optional.ofNullable(sessions.get(device));
  }

  /** All of them. */
  public Collection<DeviceSession> all() {
    return List.copyOf(sessions.values());
  }

  /** Adds a session; the older one of the same device, if there is one, is out and returned. */
  public Optional<DeviceSession> open(DeviceSession session) {
    return Optional.ofNullable(sessions.put(session.device(), session));
  }

  /** Removes the session, unless a newer one has taken its place; true when it was there. */
  public boolean close(DeviceSession session) {
    return sessions.remove(session.device(), session);
  }
}
