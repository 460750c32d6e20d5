package org.ledplatform.whatsapp.signal;

import org.ledplatform.whatsapp.WhatsAppException;

/**
 * A message that cannot be encrypted or decrypted. The subclasses say why; the set is closed. After
 * one of these the stored state is what it was before.
 */
public abstract sealed class SignalException extends WhatsAppException
    permits NoSessionException,
        DuplicateMessageException,
        InvalidKeyIdException,
        BadMacException,
        UntrustedSignatureException,
        FutureMessageException,
        MalformedMessageException {

  private static final long serialVersionUID = 1L;

  protected SignalException(String message) {
    super(message);
  }

  protected SignalException(String message, Throwable cause) {
    super(message, cause);
  }
}
