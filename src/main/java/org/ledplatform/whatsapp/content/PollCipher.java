package org.ledplatform.whatsapp.content;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.ledplatform.whatsapp.crypto.AesGcm;
import org.ledplatform.whatsapp.crypto.CipherException;
import org.ledplatform.whatsapp.crypto.Hkdf;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.proto.PollVoteMessage;

/** Encrypts and decrypts votes (protocol §8.8). Stateless. */
public final class PollCipher {

  private static final int KEY_LENGTH = 32;
  private static final int IV_LENGTH = 12;
  private static final byte[] NO_SALT = new byte[0];

  private PollCipher() {}

  /**
   * What a vote is bound to.
   *
   * @param pollId the id of the message with the poll
   * @param creator who asked, without a device, as addressed when the poll was sent
   * @param secret of the poll
   */
  public record Ballot(String pollId, Jid creator, ByteString secret) {
    /** Whoever has the secret can read the votes, so logs do not see it. */
    @Override
    public String toString() {
      return "Ballot[" + pollId + "]";
    }
  }

  /**
   * Encrypts a vote.
   *
   * @param poll as the voter names the poll
   * @param voter who votes, without a device, in the addressing of the chat
   * @param chosen the options by name; none takes the vote back
   */
  public static EncryptedPollVote encrypt(
      Ballot ballot, MessageName poll, Jid voter, List<String> chosen, SecureRandom random) {
    byte[] iv = new byte[IV_LENGTH];
    random.nextBytes(iv);
    PollVoteMessage.Builder vote = PollVoteMessage.newBuilder();
    chosen.forEach(option -> vote.addSelectedOptions(hash(option)));
    byte[] sealed =
        AesGcm.encrypt(key(ballot, voter), iv, bound(ballot, voter), vote.build().toByteArray());
    return new EncryptedPollVote(poll, ByteString.copyFrom(sealed), ByteString.copyFrom(iv));
  }

  /**
   * Decrypts a vote. Who asked and who votes may each be known under two addresses, and nobody says
   * which ones the voter used, so all are tried.
   *
   * @return the hashes of the chosen options, or empty when this is not the key
   */
  public static Optional<List<ByteString>> decrypt(
      String pollId,
      ByteString secret,
      Collection<Jid> creators,
      Collection<Jid> voters,
      EncryptedPollVote vote) {
    for (Jid creator : creators) {
      for (Jid voter : voters) {
        Optional<List<ByteString>> chosen =
            decrypt(new Ballot(pollId, creator, secret), voter, vote);
        if (chosen.isPresent()) {
          return chosen;
        }
      }
    }
    return Optional.empty();
  }

  private static Optional<List<ByteString>> decrypt(
      Ballot ballot, Jid voter, EncryptedPollVote vote) {
    try {
      byte[] plain =
          AesGcm.decrypt(
              key(ballot, voter),
              vote.iv().toByteArray(),
              bound(ballot, voter),
              vote.payload().toByteArray());
      return Optional.of(
          new ArrayList<>(PollVoteMessage.parseFrom(plain).getSelectedOptionsList()));
    } catch (CipherException | InvalidProtocolBufferException _) {
      return Optional.empty();
    }
  }

  /** The names of the chosen options, in the order of the poll; a hash of no option is left out. */
  public static List<String> named(List<ByteString> hashes, List<String> options) {
    return options.stream().filter(option -> hashes.contains(hash(option))).toList();
  }

  private static ByteString hash(String option) {
    try {
      return ByteString.copyFrom(
          MessageDigest.getInstance("SHA-256").digest(option.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }

  private static byte[] key(Ballot ballot, Jid voter) {
    String info =
        ballot.pollId() + ballot.creator().withoutDevice() + voter.withoutDevice() + "Poll Vote";
    return Hkdf.derive(
        ballot.secret().toByteArray(), NO_SALT, info.getBytes(StandardCharsets.UTF_8), KEY_LENGTH);
  }

  private static byte[] bound(Ballot ballot, Jid voter) {
    return (ballot.pollId() + "\0" + voter.withoutDevice()).getBytes(StandardCharsets.UTF_8);
  }
}
