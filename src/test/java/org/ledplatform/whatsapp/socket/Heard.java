package org.ledplatform.whatsapp.socket;

import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A listener that remembers what it heard. */
final class Heard implements ByteSocketListener {

  final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  final List<String> closings = new CopyOnWriteArrayList<>();
  private volatile int afterClosing;

  @Override
  public synchronized void onBytes(byte[] more) {
    bytes.writeBytes(more);
    afterClosing += closings.size();
  }

  @Override
  public synchronized void onClosed(String reason) {
    closings.add(reason);
  }

  boolean isClosedOnce() {
    return closings.size() == 1 && afterClosing == 0;
  }
}
