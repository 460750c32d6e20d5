package org.ledplatform.sandbox.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.ledplatform.sandbox.RawClient;
import org.ledplatform.sandbox.SandboxFixture;
import org.ledplatform.sandbox.control.Phone;
import org.ledplatform.sandbox.control.SandboxProblem;
import org.ledplatform.whatsapp.node.Node;

/** Several clients ask one phone for a code: strangers among them keep nobody from being paired. */
class LinkCodeCrowdTest {

  private final SandboxFixture sandbox = new SandboxFixture();
  private final ShownCode ours = ShownCode.of("ABCD1234");
  private final ShownCode stranger = ShownCode.of("ZZZZ9999");
  private Phone phone;

  @BeforeEach
  void addPhone() {
    phone = sandbox.phone("Ada");
  }

  @AfterEach
  void close() {
    sandbox.close();
  }

  @Test
  void pairsTheClientWhoseCodeIsTypedWhateverAStrangerAsksAfterIt() {
    try (RawClient client = ours.waiting(sandbox);
        RawClient other = stranger.waiting(sandbox)) {
      ours.hello(client, phone.jid());
      for (int i = 0; i < 5; i++) {
        stranger.hello(other, phone.jid());
      }
      CompletableFuture<Optional<SandboxProblem>> typed = type("ABCD-1234");
      stranger.finish(other, phone.jid());
      assertThat(refused(other)).isEqualTo("400");
      ours.finish(client, phone.jid());
      assertThat(client.await(n -> n.child("pair-success").isPresent())).isNotNull();
      assertThat(typed.join()).isEmpty();
    }
  }

  @Test
  void pairsTheClientAlsoWhenTheStrangerKeepsSilent() {
    try (RawClient client = ours.waiting(sandbox);
        RawClient other = stranger.waiting(sandbox)) {
      ours.hello(client, phone.jid());
      stranger.hello(other, phone.jid());
      CompletableFuture<Optional<SandboxProblem>> typed = type("ABCD-1234");
      ours.finish(client, phone.jid());
      assertThat(client.await(n -> n.child("pair-success").isPresent())).isNotNull();
      assertThat(typed.join()).isEmpty();
    }
  }

  @Test
  void oneCodeMakesOneCompanion() {
    ShownCode twin = ShownCode.of("ABCD1234");
    try (RawClient client = ours.waiting(sandbox);
        RawClient other = twin.waiting(sandbox)) {
      ours.hello(client, phone.jid());
      twin.hello(other, phone.jid());
      CompletableFuture<Optional<SandboxProblem>> typed = type("ABCD-1234");
      ours.finish(client, phone.jid());
      assertThat(client.await(n -> n.child("pair-success").isPresent())).isNotNull();
      assertThat(typed.join()).isEmpty();
      twin.finish(other, phone.jid());
      assertThat(refused(other)).isEqualTo("400");
    }
  }

  @Test
  void saysThatTheCodeIsAnotherWhenAllWhoAskedShowOthers() {
    try (RawClient client = ours.waiting(sandbox);
        RawClient other = stranger.waiting(sandbox)) {
      ours.hello(client, phone.jid());
      stranger.hello(other, phone.jid());
      CompletableFuture<Optional<SandboxProblem>> typed = type("ABCD-1235");
      ours.finish(client, phone.jid());
      stranger.finish(other, phone.jid());
      assertThat(typed.join().orElseThrow()).hasMessageContaining("another code");
    }
  }

  private static String refused(RawClient client) {
    Node answer = client.await(n -> n.tag().equals("iq") && n.has("id", "finish"));
    return answer.requireChild("error").require("code");
  }

  /** Types a code while the clients go on; the problem, if there was one. */
  private CompletableFuture<Optional<SandboxProblem>> type(String typed) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            sandbox.control().enterCode(SandboxFixture.TENANT, phone.id(), typed);
            return Optional.empty();
          } catch (SandboxProblem problem) {
            return Optional.of(problem);
          }
        });
  }
}
