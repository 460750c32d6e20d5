package org.ledplatform.assembly;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.ledplatform.security.MasterKey;

/** Where the master key comes from: the settings, a file, or a file made at the first start. */
final class MasterKeySource {

  private static final Logger LOG = System.getLogger(MasterKeySource.class.getName());

  private MasterKeySource() {}

  /**
   * The master key.
   *
   * @param somethingIsSealed whether there is data that a new key could not open
   * @throws StartRefusedException when its file cannot be read or written, or is missing although
   *     something is sealed
   */
  static MasterKey obtain(
      Settings settings, SecureRandom random, BooleanSupplier somethingIsSealed) {
    if (settings.masterKey().isPresent()) {
      return parse(settings.masterKey().get(), "the settings");
    }
    Path file = settings.masterKeyFile().orElse(settings.dataDir().resolve("master.key"));
    try {
      if (settings.masterKeyFile().isEmpty() && !Files.exists(file)) {
        if (somethingIsSealed.getAsBoolean()) {
          throw new StartRefusedException(
              "The master key is missing: put it back as "
                  + file
                  + " or give it by led.master-key or led.master-key-file. What is stored cannot be"
                  + " read without it.");
        }
        return make(file, random);
      }
      return parse(Files.readString(file), file.toString());
    } catch (IOException e) {
      throw new StartRefusedException("The master key cannot be read or written (" + e + ")");
    }
  }

  private static MasterKey make(Path file, SecureRandom random) throws IOException {
    MasterKey key = MasterKey.generate(random);
    try (FileChannel channel =
        FileChannel.open(
            file,
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
            DataDirectory.onlyForUs("rw-------"))) {
      channel.write(ByteBuffer.wrap((key.text() + "\n").getBytes(StandardCharsets.UTF_8)));
      channel.force(true);
    }
    LOG.log(
        Level.WARNING,
        "A new master key was made: {0}. Without this file nobody can read what is stored, not even"
            + " you: keep a copy of it, apart from copies of the data. For production give the key"
            + " by led.master-key or led.master-key-file from a place outside the data directory.",
        file);
    return key;
  }

  private static MasterKey parse(String text, String where) {
    return MasterKey.parse(text)
        .orElseThrow(() -> new StartRefusedException("There is no master key in " + where));
  }
}
