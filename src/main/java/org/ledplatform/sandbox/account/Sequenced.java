package org.ledplatform.sandbox.account;

import java.util.HexFormat;

/**
 * Names of records that belong to a device and are numbered: their order is that of the numbers.
 */
final class Sequenced {

  private Sequenced() {}

  static String name(DeviceId device, long sequence) {
    return device + "/" + HexFormat.of().toHexDigits(sequence);
  }

  static DeviceId device(String name) {
    String[] parts = name.split("/", -1);
    return new DeviceId(parts[0], Integer.parseInt(parts[1]));
  }

  static long sequence(String name) {
    return HexFormat.fromHexDigitsToLong(name, name.lastIndexOf('/') + 1, name.length());
  }
}
