package org.ledplatform.whatsapp.content;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.ledplatform.whatsapp.Vectors;
import org.ledplatform.whatsapp.jid.Jid;

class PollCipherTest {

  private static final Jid CREATOR = Jid.parse("111@s.whatsapp.net");
  private static final Jid CREATOR_LID = Jid.parse("911@lid");
  private static final Jid VOTER = Jid.parse("222@s.whatsapp.net");
  private static final Jid VOTER_LID = Jid.parse("922@lid");
  private static final MessageName POLL = MessageName.inChat(CREATOR, false, "3EB0AAAA");

  private final SecureRandom random = new SecureRandom();
  private final ByteString secret = ByteString.copyFrom(random.generateSeed(32));

  @Test
  void opensAVoteOfAnotherClient() {
    Vectors vectors = Vectors.group("pollVote");
    EncryptedPollVote vote =
        new EncryptedPollVote(
            POLL,
            ByteString.copyFrom(vectors.bytes("encPayload")),
            ByteString.copyFrom(vectors.bytes("iv")));
    List<ByteString> hashes =
        PollCipher.decrypt(
                vectors.text("pollMsgId"),
                ByteString.copyFrom(vectors.bytes("messageSecret")),
                List.of(Jid.parse(vectors.text("creator"))),
                List.of(Jid.parse(vectors.text("voter"))),
                vote)
            .orElseThrow();
    assertThat(PollCipher.named(hashes, List.of("No", vectors.text("option"))))
        .containsExactly("Yes");
  }

  @Test
  void findsTheAddressesThatTheVoterUsed() {
    for (Jid creator : List.of(CREATOR, CREATOR_LID)) {
      for (Jid voter : List.of(VOTER, VOTER_LID)) {
        assertThat(chosen(vote(creator, voter, List.of("b", "a")), secret))
            .hasValue(List.of("a", "b"));
      }
    }
  }

  @Test
  void aVoteThatIsTakenBackChoosesNothing() {
    assertThat(chosen(vote(CREATOR, VOTER, List.of()), secret)).hasValue(List.of());
  }

  @Test
  void anotherSecretAndAnotherVoterOpenNothing() {
    EncryptedPollVote vote = vote(CREATOR, VOTER, List.of("a"));
    assertThat(chosen(vote, ByteString.copyFrom(new byte[32]))).isEmpty();
    assertThat(chosen(vote(CREATOR, Jid.parse("333@lid"), List.of("a")), secret)).isEmpty();
    EncryptedPollVote damaged =
        new EncryptedPollVote(
            POLL, vote.payload().concat(ByteString.copyFrom(new byte[1])), vote.iv());
    assertThat(chosen(damaged, secret)).isEmpty();
    assertThat(chosen(new EncryptedPollVote(POLL, ByteString.EMPTY, vote.iv()), secret)).isEmpty();
  }

  private EncryptedPollVote vote(Jid creator, Jid voter, List<String> options) {
    return PollCipher.encrypt(
        new PollCipher.Ballot(POLL.id(), creator, secret), POLL, voter, options, random);
  }

  private static Optional<List<String>> chosen(EncryptedPollVote vote, ByteString secret) {
    return PollCipher.decrypt(
            POLL.id(), secret, List.of(CREATOR, CREATOR_LID), List.of(VOTER, VOTER_LID), vote)
        .map(hashes -> PollCipher.named(hashes, List.of("a", "b", "c")));
  }
}
