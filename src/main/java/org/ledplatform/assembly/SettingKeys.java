package org.ledplatform.assembly;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** The names of the settings. */
final class SettingKeys {

  static final String PREFIX = "led.";
  static final String DATA_DIR = "led.data-dir";
  static final String STORAGE = "led.storage";
  static final String AUTH = "led.auth";
  static final String SANDBOX = "led.sandbox.enabled";
  static final String SANDBOX_MEDIA_HOST = "led.sandbox.media-host";
  static final String SANDBOX_MEDIA_PORT = "led.sandbox.media-port";
  static final String MASTER_KEY = "led.master-key";
  static final String MASTER_KEY_FILE = "led.master-key-file";
  static final String WHATSAPP_URL = "led.whatsapp.url";
  static final String WHATSAPP_ROOT_KEY = "led.whatsapp.root-key";
  static final String WHATSAPP_TLS_CA_FILE = "led.whatsapp.tls-ca-file";
  static final String WHATSAPP_PROXY = "led.whatsapp.proxy";
  static final String PROXY_ALLOWED = "led.proxy.allowed";
  static final String API_RATE_LIMIT = "led.api.rate-limit";
  static final String API_MAX_BODY = "led.api.max-body";
  static final String BOTS_PER_USER = "led.bots-per-user";

  private static final TreeSet<String> ALL =
      new TreeSet<>(
          List.of(
              DATA_DIR,
              STORAGE,
              AUTH,
              SANDBOX,
              SANDBOX_MEDIA_HOST,
              SANDBOX_MEDIA_PORT,
              MASTER_KEY,
              MASTER_KEY_FILE,
              WHATSAPP_URL,
              WHATSAPP_ROOT_KEY,
              WHATSAPP_TLS_CA_FILE,
              WHATSAPP_PROXY,
              PROXY_ALLOWED,
              API_RATE_LIMIT,
              API_MAX_BODY,
              BOTS_PER_USER));

  /** Names further from every setting than this are no slip of the finger. */
  private static final int SLIP = 4;

  private SettingKeys() {}

  /** Whether this name looks like one of ours and is none. */
  static boolean isUnknown(String name) {
    return name.startsWith(PREFIX) && !ALL.contains(name);
  }

  /** The setting that somebody probably meant. */
  static Optional<String> nearest(String name) {
    return ALL.stream()
        .min(Comparator.comparingInt(key -> distance(key, name)))
        .filter(key -> distance(key, name) <= SLIP);
  }

  /** How many letters must be added, removed or changed to get from one word to the other. */
  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int change = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(change, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }
}
