package org.ledplatform.assembly;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.ledplatform.link.AllowedProxies;
import org.ledplatform.sandbox.media.BlobLimits;
import org.ledplatform.sandbox.media.MediaSettings;
import org.ledplatform.security.MasterKey;
import org.ledplatform.whatsapp.crypto.PublicKey;
import org.ledplatform.whatsapp.noise.WhatsAppRoot;
import org.ledplatform.whatsapp.socket.MalformedProxyException;
import org.ledplatform.whatsapp.socket.Proxy;

/** Reads the settings and finds everything that is wrong with them, not only the first. */
final class SettingsReader {

  private static final Pattern HOST =
      Pattern.compile("[A-Za-z0-9]([A-Za-z0-9.-]{0,251}[A-Za-z0-9])?");

  private final Function<String, Optional<String>> values;
  private final List<String> problems = new ArrayList<>();

  private SettingsReader(Function<String, Optional<String>> values) {
    this.values = values;
  }

  /**
   * The settings.
   *
   * @param names all names that are set, ours and others
   * @param values the value of a name
   * @throws StartRefusedException that lists every problem
   */
  static Settings read(Iterable<String> names, Function<String, Optional<String>> values) {
    SettingsReader reader = new SettingsReader(values);
    Settings settings = reader.settings();
    reader.refuseUnknown(names);
    if (!reader.problems.isEmpty()) {
      throw StartRefusedException.because("These settings are wrong:", reader.problems);
    }
    return settings;
  }

  private Settings settings() {
    only(SettingKeys.STORAGE, "jpa");
    only(SettingKeys.AUTH, "local");
    number(SettingKeys.API_MAX_BODY, "65536", 1_024, 64 * 1024 * 1024);
    Path dataDir = dataDir();
    return new Settings(
        dataDir,
        yesOrNo(SettingKeys.SANDBOX),
        sandboxMedia(dataDir),
        masterKey(),
        masterKeyFile(),
        whatsAppUrl(),
        whatsAppRootKey(),
        tlsCaFile(),
        whatsAppProxy(),
        allowedProxies(),
        number(SettingKeys.API_RATE_LIMIT, "20", 0, 1_000_000),
        number(SettingKeys.BOTS_PER_USER, "20", 1, 100_000));
  }

  private void refuseUnknown(Iterable<String> names) {
    Set<String> unknown = new TreeSet<>();
    names.forEach(
        name -> {
          if (SettingKeys.isUnknown(name)) {
            unknown.add(name);
          }
        });
    for (String name : unknown) {
      problem(
          name,
          "there is no such setting"
              + SettingKeys.nearest(name).map(key -> "; did you mean " + key + "?").orElse(""));
    }
  }

  private Path dataDir() {
    Path directory = path(SettingKeys.DATA_DIR).orElse(Path.of("data")).toAbsolutePath();
    if (directory.toString().indexOf(';') >= 0) {
      problem(SettingKeys.DATA_DIR, "the name of the directory may not contain a semicolon");
    } else if (Files.exists(directory) && !Files.isDirectory(directory)) {
      problem(SettingKeys.DATA_DIR, directory + " is not a directory");
    } else if (Files.exists(directory) && !Files.isWritable(directory)) {
      problem(SettingKeys.DATA_DIR, directory + " cannot be written");
    }
    return directory.normalize();
  }

  private MediaSettings sandboxMedia(Path dataDir) {
    String host = text(SettingKeys.SANDBOX_MEDIA_HOST).orElse("127.0.0.1");
    if (!HOST.matcher(host).matches()) {
      problem(
          SettingKeys.SANDBOX_MEDIA_HOST, "must be the name of a host or its address of version 4");
    }
    return new MediaSettings(
        host,
        number(SettingKeys.SANDBOX_MEDIA_PORT, "0", 0, 65_535),
        Optional.of(dataDir.resolve("sandbox-media")),
        BlobLimits.DEFAULT);
  }

  private Optional<String> masterKey() {
    Optional<String> text = text(SettingKeys.MASTER_KEY);
    if (text.isPresent() && MasterKey.parse(text.get()).isEmpty()) {
      problem(SettingKeys.MASTER_KEY, "must be 32 bytes as 64 hexadecimal digits or as base64");
    }
    return text;
  }

  private Optional<Path> masterKeyFile() {
    Optional<Path> file = path(SettingKeys.MASTER_KEY_FILE);
    if (file.isPresent() && text(SettingKeys.MASTER_KEY).isPresent()) {
      problem(SettingKeys.MASTER_KEY_FILE, "give the master key itself or a file, not both");
    } else if (file.isPresent() && !holdsMasterKey(file.get())) {
      problem(
          SettingKeys.MASTER_KEY_FILE,
          file.get()
              + " cannot be read or does not hold 32 bytes as 64 hexadecimal digits or as base64");
    }
    return file;
  }

  private static boolean holdsMasterKey(Path file) {
    try {
      return MasterKey.parse(Files.readString(file)).isPresent();
    } catch (IOException _) {
      return false;
    }
  }

  private URI whatsAppUrl() {
    URI standard = URI.create("wss://web.whatsapp.com/ws/chat");
    try {
      URI uri = text(SettingKeys.WHATSAPP_URL).map(URI::create).orElse(standard);
      if (Set.of("ws", "wss").contains(String.valueOf(uri.getScheme())) && uri.getHost() != null) {
        return uri;
      }
    } catch (IllegalArgumentException _) {
      // Reported below, like an address of another kind.
    }
    problem(SettingKeys.WHATSAPP_URL, "must be an address that begins with wss:// or ws://");
    return standard;
  }

  private PublicKey whatsAppRootKey() {
    Optional<String> hex = text(SettingKeys.WHATSAPP_ROOT_KEY);
    try {
      byte[] key = hex.map(HexFormat.of()::parseHex).orElseGet(() -> WhatsAppRoot.KEY.bytes());
      if (key.length == 32) {
        return new PublicKey(key);
      }
    } catch (IllegalArgumentException _) {
      // Reported below, like a key of another length.
    }
    problem(SettingKeys.WHATSAPP_ROOT_KEY, "must be a public key of 64 hexadecimal digits");
    return WhatsAppRoot.KEY;
  }

  private Optional<Proxy> whatsAppProxy() {
    try {
      return text(SettingKeys.WHATSAPP_PROXY).map(Proxy::parse);
    } catch (MalformedProxyException e) {
      problem(SettingKeys.WHATSAPP_PROXY, String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }

  private AllowedProxies allowedProxies() {
    Optional<AllowedProxies> allowed =
        text(SettingKeys.PROXY_ALLOWED)
            .map(AllowedProxies::parse)
            .orElse(Optional.of(AllowedProxies.NONE));
    if (allowed.isEmpty()) {
      problem(
          SettingKeys.PROXY_ALLOWED,
          "must be names of hosts, addresses, or blocks such as 10.1.0.0/16, separated by commas");
    }
    return allowed.orElse(AllowedProxies.NONE);
  }

  private Optional<Path> tlsCaFile() {
    Optional<Path> file = path(SettingKeys.WHATSAPP_TLS_CA_FILE);
    if (file.isPresent() && !TlsTrust.isReadable(file.get())) {
      problem(SettingKeys.WHATSAPP_TLS_CA_FILE, file.get() + " does not hold certificates in PEM");
    }
    return file;
  }

  private void only(String key, String allowed) {
    String value = text(key).orElse(allowed);
    if (!value.equals(allowed)) {
      problem(key, "\"" + value + "\" is not known here; what there is: " + allowed);
    }
  }

  private boolean yesOrNo(String key) {
    String value = text(key).orElse("true");
    if (!value.equals("true") && !value.equals("false")) {
      problem(key, "must be true or false");
    }
    return value.equals("true");
  }

  private int number(String key, String standard, int least, int most) {
    try {
      int number = Integer.parseInt(text(key).orElse(standard));
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException _) {
      // Reported below, like a number out of range.
    }
    problem(key, "must be a whole number from %d to %d".formatted(least, most));
    return least;
  }

  private Optional<Path> path(String key) {
    try {
      return text(key).map(Path::of);
    } catch (InvalidPathException _) {
      problem(key, "is not the name of a file or directory");
      return Optional.empty();
    }
  }

  private Optional<String> text(String key) {
    return values.apply(key).map(String::strip).filter(value -> !value.isEmpty());
  }

  private void problem(String key, String what) {
    problems.add(key + ": " + what);
  }
}
