package org.ledplatform.whatsapp.appstate;

/** The key of a change was not shared with this device yet: the phone has to be asked for it. */
public final class MissingStateKeyException extends AppStateException {

  private static final long serialVersionUID = 1L;

  private final byte[] keyId;

  MissingStateKeyException(byte[] keyId) {
    super("A key of the app state is missing");
    this.keyId = keyId.clone();
  }

  /** The id of the key. */
  public byte[] keyId() {
    return keyId.clone();
  }
}
