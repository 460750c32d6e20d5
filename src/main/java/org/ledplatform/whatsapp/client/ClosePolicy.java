package org.ledplatform.whatsapp.client;

import java.util.Optional;
import org.ledplatform.whatsapp.client.CloseAction.BackOff;
import org.ledplatform.whatsapp.client.CloseAction.BackOffLonger;
import org.ledplatform.whatsapp.client.CloseAction.ReconnectNow;
import org.ledplatform.whatsapp.client.CloseAction.RefreshVersion;
import org.ledplatform.whatsapp.client.CloseAction.StopBanned;
import org.ledplatform.whatsapp.client.CloseAction.StopFailed;
import org.ledplatform.whatsapp.client.CloseAction.StopLoggedOut;
import org.ledplatform.whatsapp.client.CloseAction.StopReplaced;
import org.ledplatform.whatsapp.client.CloseAction.StopUnpaired;
import org.ledplatform.whatsapp.client.CloseReason.BadCertificate;
import org.ledplatform.whatsapp.client.CloseReason.BadHandshake;
import org.ledplatform.whatsapp.client.CloseReason.ConnectFailed;
import org.ledplatform.whatsapp.client.CloseReason.ConnectionLost;
import org.ledplatform.whatsapp.client.CloseReason.DevicesNotAllowed;
import org.ledplatform.whatsapp.client.CloseReason.PairingRefused;
import org.ledplatform.whatsapp.client.CloseReason.QrsExpired;
import org.ledplatform.whatsapp.client.CloseReason.Refused;
import org.ledplatform.whatsapp.client.CloseReason.StoreFailed;
import org.ledplatform.whatsapp.client.CloseReason.StreamError;
import org.ledplatform.whatsapp.client.CloseReason.TimedOut;
import org.ledplatform.whatsapp.client.CloseReason.Unreadable;

/** What to do about each way a connection can end: the table of protocol §5.5 as a function. */
public final class ClosePolicy {

  private ClosePolicy() {}

  /** The answer to a reason. Looks at nothing else. */
  public static CloseAction actionFor(CloseReason reason) {
    return switch (reason) {
      case Refused refused -> refused(refused);
      case StreamError error -> streamError(error);
      case DevicesNotAllowed _ -> new StopFailed();
      // Somebody in between, or the wrong root in the configuration: trying again mends neither.
      case BadCertificate _ -> new StopFailed();
      case ConnectFailed _, ConnectionLost _, TimedOut _, BadHandshake _, Unreadable _ ->
          new BackOff();
      case StoreFailed _ -> new BackOffLonger();
      case PairingRefused _ -> new BackOff();
      case QrsExpired _ -> new StopUnpaired();
    };
  }

  private static CloseAction refused(Refused refused) {
    return switch (refused.code()) {
      case 401, 419 -> new StopLoggedOut();
      case 402 -> new StopBanned(402, false, refused.expire());
      case 403, 406 -> new StopBanned(refused.code(), true, Optional.empty());
      case 405 -> new RefreshVersion();
      case 400, 409, 411, 413, 414, 415 -> new StopFailed();
      case 501, 503 -> new BackOffLonger();
      case 515 -> new ReconnectNow();
      default -> new BackOff();
    };
  }

  private static CloseAction streamError(StreamError error) {
    String conflict = error.conflict().orElse("");
    if (conflict.equals("device_removed")) {
      return new StopLoggedOut();
    }
    if (!conflict.isEmpty()) {
      return new StopReplaced();
    }
    return switch (error.code().orElse(500)) {
      case 401, 419 -> new StopLoggedOut();
      case 403, 406 -> new StopBanned(error.code().orElse(403), true, Optional.empty());
      case 440 -> new StopReplaced();
      case 501, 503 -> new BackOffLonger();
      case 515 -> new ReconnectNow();
      default -> new BackOff();
    };
  }
}
