package org.ledplatform.sandbox.storage;

class MemorySandboxStorageTest extends SandboxStorageContract {

  @Override
  SandboxStorage open() {
    return new MemorySandboxStorage();
  }
}
