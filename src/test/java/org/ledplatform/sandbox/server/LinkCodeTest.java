package org.ledplatform.sandbox.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.security.SecureRandom;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.ledplatform.sandbox.RawClient;
import org.ledplatform.sandbox.RawClient.Keys;
import org.ledplatform.sandbox.SandboxFixture;
import org.ledplatform.sandbox.control.Phone;
import org.ledplatform.sandbox.control.SandboxProblem;
import org.ledplatform.whatsapp.crypto.KeyPair;
import org.ledplatform.whatsapp.crypto.PublicKey;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.node.Node;
import org.ledplatform.whatsapp.pairing.AdvIdentity;
import org.ledplatform.whatsapp.pairing.LinkCodeCrypto.Sealed;

class LinkCodeTest {

  private static final String TAG = ShownCode.TAG;

  private final SandboxFixture sandbox = new SandboxFixture();
  private final SecureRandom random = new SecureRandom();
  private final ShownCode shown = ShownCode.of("ABCD1234");
  private final Keys keys = shown.keys();
  private final KeyPair ephemeral = shown.ephemeral();
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
  void makesACompanionOfTheAccountWhosePhoneTypesTheCode() {
    try (RawClient client = waiting()) {
      assertThat(hello(client, "Chrome (Linux)").has("type", "result")).isTrue();
      CompletableFuture<Optional<SandboxProblem>> typed = type("abcd-1234");

      Sealed sealed = finish(client);

      Node success = client.await(n -> n.child("pair-success").isPresent());
      byte[] container =
          success.requireChild("pair-success").requireChild("device-identity").bytes();
      AdvIdentity.Verified verified =
          AdvIdentity.accept(container, sealed.advSecret(), keys.identity(), random);
      client.send(
          Node.of(
                  "iq",
                  Node.of(
                      "pair-device-sign",
                      Node.of("device-identity", verified.reply())
                          .with("key-index", verified.keyIndex())))
              .with("id", success.require("id"))
              .with("to", Jid.NETWORK)
              .with("type", "result"));
      assertThat(client.await("stream:error").require("code")).isEqualTo("515");
      assertThat(typed.join()).isEmpty();
    }
    try (RawClient login =
        sandbox.shakeHands(keys.noise(), RawClient.login(Jid.parse(phone.jid()).user(), 1))) {
      assertThat(login.await("success")).isNotNull();
    }
  }

  @Test
  void aWrongCodeIsToldToBothSidesAndTheRightOneStillWorks() {
    try (RawClient client = waiting()) {
      hello(client, "Chrome (Linux)");
      CompletableFuture<Optional<SandboxProblem>> wrong = type("ABCD-1235");
      finish(client);
      Node refusal = client.await(n -> n.tag().equals("iq") && n.has("type", "error"));
      assertThat(refusal.requireChild("error").require("code")).isEqualTo("400");
      SandboxProblem problem = wrong.join().orElseThrow();
      assertThat(problem.field()).contains("code");
      assertThat(problem).hasMessageContaining("another code");

      CompletableFuture<Optional<SandboxProblem>> right = type("ABCD-1234");
      finish(client);

      assertThat(client.await(n -> n.child("pair-success").isPresent())).isNotNull();
      assertThat(right.join()).isEmpty();
    }
  }

  @Test
  void refusesOddNamesForeignKeysUnknownNumbersAndTooManyRequests() {
    try (RawClient client = waiting()) {
      assertThat(error(hello(client, "odd"))).isEqualTo("400");
      assertThat(error(hello(client, "Chrome (Linux)", phone.jid(), ephemeral.publicKey())))
          .isEqualTo("400");
      assertThat(
              error(
                  hello(
                      client,
                      "Chrome (Linux)",
                      "15550000000@s.whatsapp.net",
                      keys.noise().publicKey())))
          .isEqualTo("404");
      for (int i = 0; i < 5; i++) {
        assertThat(hello(client, "Chrome (Linux)").has("type", "result")).isTrue();
      }
      assertThat(error(hello(client, "Chrome (Linux)"))).isEqualTo("429");
    }
  }

  @Test
  void refusesACodeThatNobodyAskedForOrThatCannotBeOne() {
    assertThat(type("ABCD-1234").join().orElseThrow())
        .hasMessageContaining("No client asked this phone");
    assertThatThrownBy(() -> sandbox.control().enterCode(SandboxFixture.TENANT, phone.id(), "ABC"))
        .isInstanceOf(SandboxProblem.class)
        .hasMessageContaining("8 digits and letters");
  }

  @Test
  void saysWhenTheClientGoesAwayInTheMiddle() {
    RawClient client = waiting();
    hello(client, "Chrome (Linux)");
    CompletableFuture<Optional<SandboxProblem>> typed = type("ABCD-1234");
    client.await("notification");
    client.close();
    assertThat(typed.join().orElseThrow().kind()).isEqualTo(SandboxProblem.Kind.CONFLICT);
    await()
        .untilAsserted(
            () ->
                assertThat(type("ABCD-1234").join().orElseThrow())
                    .hasMessageContaining("No client asked"));
  }

  @Test
  void anAnswerThatNobodyWaitsForIsRefused() {
    try (RawClient client = waiting()) {
      hello(client, "Chrome (Linux)");
      Node part =
          Node.of(
                  TAG,
                  Node.of("link_code_pairing_wrapped_key_bundle", new byte[156]),
                  Node.of("companion_identity_public", keys.identity().publicKey().bytes()),
                  Node.of("link_code_pairing_ref", new byte[] {'x'}))
              .with("jid", phone.jid())
              .with("stage", "companion_finish");
      assertThat(error(client.ask("md", "set", part))).isEqualTo("400");
      assertThat(error(client.ask("md", "set", Node.of(TAG).with("stage", "odd"))))
          .isEqualTo("400");
    }
  }

  private RawClient waiting() {
    return shown.waiting(sandbox);
  }

  private Node hello(RawClient client, String display) {
    return hello(client, display, phone.jid(), keys.noise().publicKey());
  }

  private Node hello(RawClient client, String display, String jid, PublicKey noise) {
    return shown.hello(client, display, jid, noise);
  }

  private Sealed finish(RawClient client) {
    return shown.finish(client, phone.jid());
  }

  /** Types a code while the client's side goes on; the problem, if there was one. */
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

  private static String error(Node reply) {
    return reply.requireChild("error").require("code");
  }
}
