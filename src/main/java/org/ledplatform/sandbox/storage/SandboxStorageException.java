package org.ledplatform.sandbox.storage;

/** The state of the network could not be read or written. */
public final class SandboxStorageException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public SandboxStorageException(String message) {
    super(message);
  }

  public SandboxStorageException(String message, Throwable cause) {
    super(message, cause);
  }
}
