package org.ledplatform.sandbox.server;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import org.ledplatform.sandbox.RawClient;
import org.ledplatform.sandbox.RawClient.Keys;
import org.ledplatform.sandbox.SandboxFixture;
import org.ledplatform.whatsapp.crypto.KeyPair;
import org.ledplatform.whatsapp.crypto.PublicKey;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.node.Node;
import org.ledplatform.whatsapp.pairing.LinkCode;
import org.ledplatform.whatsapp.pairing.LinkCodeCrypto;
import org.ledplatform.whatsapp.pairing.LinkCodeCrypto.Sealed;

/** A client's half of pairing by code, step by step as a test wants them. */
record ShownCode(Keys keys, KeyPair ephemeral, LinkCode code) {

  static final String TAG = "link_code_companion_reg";

  private static final SecureRandom RANDOM = new SecureRandom();

  /** A new client that shows this code. */
  static ShownCode of(String code) {
    return new ShownCode(Keys.generate(RANDOM), KeyPair.generate(RANDOM), new LinkCode(code));
  }

  /** A connection that may ask for a code. */
  RawClient waiting(SandboxFixture sandbox) {
    RawClient client = sandbox.register(keys);
    client.await(n -> n.child("pair-device").isPresent());
    return client;
  }

  /** Asks the phone's person to type the code. */
  Node hello(RawClient client, String jid) {
    return hello(client, "Chrome (Linux)", jid, keys.noise().publicKey());
  }

  Node hello(RawClient client, String display, String jid, PublicKey noise) {
    return client.ask(
        "md",
        "set",
        Node.of(
                TAG,
                Node.of(
                    "link_code_pairing_wrapped_companion_ephemeral_pub",
                    LinkCodeCrypto.wrap(code, ephemeral.publicKey(), RANDOM)),
                Node.of("companion_server_auth_key_pub", noise.bytes()),
                Node.of("companion_platform_id", text("1")),
                Node.of("companion_platform_display", text(display)),
                Node.of("link_code_pairing_nonce", text("0")))
            .with("jid", jid)
            .with("stage", "companion_hello")
            .with("should_show_push_notification", "true"));
  }

  /** The client's last step, from what the phone told it. */
  Sealed finish(RawClient client, String jid) {
    Node hello = client.await("notification").requireChild(TAG);
    PublicKey phoneEphemeral =
        LinkCodeCrypto.unwrap(
            code, hello.requireChild("link_code_pairing_wrapped_primary_ephemeral_pub").bytes());
    PublicKey identity = new PublicKey(hello.requireChild("primary_identity_pub").bytes());
    Sealed sealed =
        LinkCodeCrypto.seal(ephemeral, phoneEphemeral, keys.identity(), identity, RANDOM);
    Node part =
        Node.of(
                TAG,
                Node.of("link_code_pairing_wrapped_key_bundle", sealed.bundle()),
                Node.of("companion_identity_public", keys.identity().publicKey().bytes()),
                hello.requireChild("link_code_pairing_ref"))
            .with("jid", jid)
            .with("stage", "companion_finish");
    client.send(
        Node.of("iq", part)
            .with("id", "finish")
            .with("to", Jid.NETWORK)
            .with("type", "set")
            .with("xmlns", "md"));
    return sealed;
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
