package org.ledplatform.whatsapp.stanza;

import java.nio.charset.StandardCharsets;
import org.ledplatform.whatsapp.crypto.PublicKey;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.node.Node;

/** The two questions of pairing by code (protocol §5.3). Ids come later. */
public final class PairingQuestions {

  private static final String TAG = "link_code_companion_reg";
  private static final String REF = "link_code_pairing_ref";
  private static final byte[] CHROME = ascii("1");

  /** The network knows browsers and systems by name and refuses others. */
  private static final byte[] DISPLAY = ascii("Chrome (Linux)");

  private static final byte[] NONCE = ascii("0");

  private PairingQuestions() {}

  /**
   * Let this phone ask its owner for our code.
   *
   * @param wrappedEphemeral ours, wrapped with the code
   * @param noiseKey what this connection presented
   */
  public static Node companionHello(Jid phone, byte[] wrappedEphemeral, PublicKey noiseKey) {
    Node hello =
        Node.of(
                TAG,
                Node.of("link_code_pairing_wrapped_companion_ephemeral_pub", wrappedEphemeral),
                Node.of("companion_server_auth_key_pub", noiseKey.bytes()),
                Node.of("companion_platform_id", CHROME),
                Node.of("companion_platform_display", DISPLAY),
                Node.of("link_code_pairing_nonce", NONCE))
            .with("jid", phone)
            .with("stage", "companion_hello")
            .with("should_show_push_notification", "true");
    return iq(hello);
  }

  /** What the network calls this pairing, from its answer to {@link #companionHello}. */
  public static byte[] refOf(Node answer) {
    return answer.requireChild(TAG).requireChild(REF).bytes();
  }

  /** The phone's owner typed the code; this is our part of the agreement. */
  public static Node companionFinish(Jid phone, byte[] ref, byte[] bundle, PublicKey identity) {
    Node finish =
        Node.of(
                TAG,
                Node.of("link_code_pairing_wrapped_key_bundle", bundle),
                Node.of("companion_identity_public", identity.bytes()),
                Node.of(REF, ref))
            .with("jid", phone)
            .with("stage", "companion_finish");
    return iq(finish);
  }

  private static Node iq(Node child) {
    return Node.of("iq", child).with("to", Jid.NETWORK).with("type", "set").with("xmlns", "md");
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
