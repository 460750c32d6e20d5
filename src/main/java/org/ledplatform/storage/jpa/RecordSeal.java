package org.ledplatform.storage.jpa;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.ledplatform.account.Sealer;
import org.ledplatform.bot.SessionVault.Entry;
import org.ledplatform.bot.SessionVault.VaultId;

/**
 * Seals records of a vault. The name is blinded to be found and sealed to be read back; the value
 * is bound to bot, kind and name, so that rows cannot be exchanged for one another.
 */
record RecordSeal(Sealer sealer) {

  String blind(VaultId vault, String kind, String name) {
    return HexFormat.of().formatHex(sealer.blind(vault.owner(), vault.bot() + "|" + kind, name));
  }

  byte[] sealName(VaultId vault, String kind, String name) {
    byte[] plain = name.getBytes(StandardCharsets.UTF_8);
    return sealer.seal(vault.owner(), namePurpose(vault, kind), plain);
  }

  byte[] sealValue(VaultId vault, String kind, String name, byte[] value) {
    return sealer.seal(vault.owner(), valuePurpose(vault, kind, name), value);
  }

  byte[] openValue(VaultId vault, String kind, String name, byte[] sealedValue) {
    return sealer.open(vault.owner(), valuePurpose(vault, kind, name), sealedValue);
  }

  Entry open(VaultId vault, String kind, SessionRecordRow row) {
    byte[] plainName = sealer.open(vault.owner(), namePurpose(vault, kind), row.sealedName());
    String name = new String(plainName, StandardCharsets.UTF_8);
    return new Entry(name, openValue(vault, kind, name, row.sealedValue()));
  }

  private static String namePurpose(VaultId vault, String kind) {
    return vault.bot() + "|" + kind;
  }

  private static String valuePurpose(VaultId vault, String kind, String name) {
    return vault.bot() + "|" + kind + "|" + name;
  }
}
