package org.ledplatform.sandbox.account;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.ledplatform.sandbox.proto.StoredProfile;
import org.ledplatform.sandbox.storage.SandboxStorage;
import org.ledplatform.sandbox.storage.SandboxStorageException;
import org.ledplatform.sandbox.storage.Table;
import org.ledplatform.sandbox.storage.Turns;
import org.ledplatform.sandbox.storage.Write;

/**
 * What others see of people and groups: a text about a person, a picture, and when messages of new
 * chats disappear. The owner is named by the account or the digits of the group's id. In a turn
 * only.
 */
public final class Profiles {

  /**
   * A text that a person wrote about themselves; may be empty.
   *
   * @param at when
   */
  public record About(String text, Instant at) {}

  /**
   * A JPEG.
   *
   * @param id grows with every new picture of the same owner
   */
  public record Picture(long id, byte[] bytes) {}

  /**
   * After what time messages of a person's new chats disappear.
   *
   * @param duration zero keeps them
   * @param at when the person chose it; the epoch when they never did
   */
  public record Timer(Duration duration, Instant at) {}

  private final Turns turns;
  private final Map<String, StoredProfile> profiles = new HashMap<>();

  /** Reads what was stored. */
  public Profiles(Turns turns, SandboxStorage storage) {
    this.turns = turns;
    storage
        .list(Table.PROFILES, "")
        .forEach(entry -> profiles.put(entry.name(), read(entry.value())));
  }

  /** The text about a person. */
  public Optional<About> about(String owner) {
    StoredProfile profile = profile(owner);
    return profile.hasAbout()
        ? Optional.of(
            new About(profile.getAbout(), Instant.ofEpochSecond(profile.getAboutSeconds())))
        : Optional.empty();
  }

  /** Changes the text about a person. */
  public void save(String owner, About about) {
    save(
        owner,
        profile(owner).toBuilder()
            .setAbout(about.text())
            .setAboutSeconds(about.at().getEpochSecond())
            .build());
  }

  /** When messages of a person's new chats disappear. */
  public Timer timer(String owner) {
    StoredProfile profile = profile(owner);
    return new Timer(
        Duration.ofSeconds(profile.getTimerSeconds()),
        Instant.ofEpochSecond(profile.getTimerSetSeconds()));
  }

  /** Changes when messages of a person's new chats disappear. */
  public void save(String owner, Timer timer) {
    save(
        owner,
        profile(owner).toBuilder()
            .setTimerSeconds(Math.toIntExact(timer.duration().toSeconds()))
            .setTimerSetSeconds(timer.at().getEpochSecond())
            .build());
  }

  /** The picture of a person or a group. */
  public Optional<Picture> picture(String owner) {
    StoredProfile profile = profile(owner);
    return profile.hasPicture()
        ? Optional.of(new Picture(profile.getPictureId(), profile.getPicture().toByteArray()))
        : Optional.empty();
  }

  /**
   * Hangs a picture.
   *
   * @return its id
   */
  public long hang(String owner, byte[] jpeg) {
    StoredProfile old = profile(owner);
    long id = old.getPictureId() + 1;
    save(owner, old.toBuilder().setPictureId(id).setPicture(ByteString.copyFrom(jpeg)).build());
    return id;
  }

  /** Takes the picture away; harmless when there is none. */
  public void takeDown(String owner) {
    save(owner, profile(owner).toBuilder().clearPicture().build());
  }

  /** Forgets everything about an owner who is gone. */
  public void remove(String owner) {
    turns.write(new Write.Remove(Table.PROFILES, owner));
    profiles.remove(owner);
  }

  private StoredProfile profile(String owner) {
    turns.requireTurn();
    return profiles.getOrDefault(owner, StoredProfile.getDefaultInstance());
  }

  private void save(String owner, StoredProfile profile) {
    turns.write(new Write.Put(Table.PROFILES, owner, profile.toByteArray()));
    profiles.put(owner, profile);
  }

  private static StoredProfile read(byte[] bytes) {
    try {
      return StoredProfile.parseFrom(bytes);
    } catch (InvalidProtocolBufferException e) {
      throw new SandboxStorageException("A stored profile cannot be read", e);
    }
  }
}
