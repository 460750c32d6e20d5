package org.ledplatform.account;

class MemoryDataKeysTest extends DataKeysContract {
  @Override
  protected DataKeys keys() {
    return new MemoryDataKeys();
  }
}
