package org.ledplatform.account;

/** Names a user of the platform; opaque. */
public record UserId(String value) {
  @Override
  public String toString() {
    return value;
  }
}
