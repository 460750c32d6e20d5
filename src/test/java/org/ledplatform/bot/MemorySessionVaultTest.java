package org.ledplatform.bot;

class MemorySessionVaultTest extends SessionVaultContract {
  @Override
  protected SessionVault vault() {
    return new MemorySessionVault();
  }
}
