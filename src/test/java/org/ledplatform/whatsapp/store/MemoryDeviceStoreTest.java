package org.ledplatform.whatsapp.store;

class MemoryDeviceStoreTest extends DeviceStoreContract {

  @Override
  protected DeviceStore emptyStore() {
    return new MemoryDeviceStore();
  }
}
