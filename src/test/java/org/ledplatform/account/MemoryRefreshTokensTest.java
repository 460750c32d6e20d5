package org.ledplatform.account;

class MemoryRefreshTokensTest extends RefreshTokensContract {
  @Override
  protected RefreshTokens tokens() {
    return new MemoryRefreshTokens();
  }
}
