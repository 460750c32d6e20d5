package org.ledplatform.whatsapp.pairing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import org.junit.jupiter.api.Test;
import org.ledplatform.whatsapp.Vectors;
import org.ledplatform.whatsapp.crypto.KeyPair;
import org.ledplatform.whatsapp.pairing.LinkCodeCrypto.Sealed;

class LinkCodeCryptoTest {

  private final SecureRandom random = new SecureRandom();
  private final KeyPair companionEphemeral = KeyPair.generate(random);
  private final KeyPair phoneEphemeral = KeyPair.generate(random);
  private final KeyPair companion = KeyPair.generate(random);
  private final KeyPair phone = KeyPair.generate(random);

  @Test
  void wrapsAKeyAsOtherClientsDo() {
    Vectors v = Vectors.group("pairingCode");
    LinkCode code = new LinkCode(v.text("code"));
    byte[] wrapped = LinkCodeCrypto.wrap(code, v.key("pub"), v.bytes("salt"), v.bytes("iv"));
    assertThat(wrapped).isEqualTo(v.bytes("wrapped"));
    assertThat(LinkCodeCrypto.unwrap(code, wrapped)).isEqualTo(v.key("pub"));
  }

  @Test
  void sealsAndOpensABundleAsOtherClientsDo() {
    Vectors v = Vectors.group("pairingBundle");
    KeyPair companionEph = v.pair("companionEphPriv");
    KeyPair primaryEph = v.pair("primaryEphPriv");
    KeyPair companionIdentity = v.pair("companionIdentPriv");
    KeyPair primaryIdentity = v.pair("primaryIdentPriv");
    Sealed sealed =
        LinkCodeCrypto.seal(
            companionEph,
            primaryEph.publicKey(),
            companionIdentity,
            primaryIdentity.publicKey(),
            v.bytes("salt"),
            v.bytes("nonce"),
            v.bytes("random"));
    assertThat(sealed.bundle()).isEqualTo(v.bytes("bundle"));
    assertThat(sealed.advSecret()).isEqualTo(v.bytes("advSecret"));
    assertThat(
            LinkCodeCrypto.open(
                primaryEph,
                companionEph.publicKey(),
                primaryIdentity,
                companionIdentity.publicKey(),
                v.bytes("bundle")))
        .isEqualTo(v.bytes("advSecret"));
  }

  @Test
  void aWrongCodeGivesAnotherKeyAndABundleThatDoesNotOpen() {
    LinkCode shown = LinkCode.generate(random);
    LinkCode typed = new LinkCode(shown.text().equals("ABCD1234") ? "ABCD1235" : "ABCD1234");
    byte[] wrapped = LinkCodeCrypto.wrap(shown, companionEphemeral.publicKey(), random);
    var wrong = LinkCodeCrypto.unwrap(typed, wrapped);
    assertThat(wrong).isNotEqualTo(companionEphemeral.publicKey());
    assertThatThrownBy(
            () ->
                LinkCodeCrypto.open(
                    phoneEphemeral, wrong, phone, companion.publicKey(), sealed().bundle()))
        .isInstanceOf(WrongLinkCodeException.class);
  }

  @Test
  void refusesABundleForOtherIdentitiesOrOfAnotherLength() {
    KeyPair stranger = KeyPair.generate(random);
    assertThatThrownBy(() -> open(stranger, sealed().bundle()))
        .isInstanceOf(WrongLinkCodeException.class);
    assertThatThrownBy(() -> open(companion, new byte[7]))
        .isInstanceOf(WrongLinkCodeException.class);
    assertThatThrownBy(() -> LinkCodeCrypto.unwrap(LinkCode.generate(random), new byte[79]))
        .isInstanceOf(WrongLinkCodeException.class);
  }

  @Test
  void readsACodeAsPeopleTypeIt() {
    assertThat(LinkCode.parse(" abcd-efgh ").text()).isEqualTo("ABCDEFGH");
    assertThat(LinkCode.parse("ABCDEFGH").shown()).isEqualTo("ABCD-EFGH");
    assertThat(LinkCode.generate(random).toString()).isEqualTo("LinkCode[…]");
    for (String wrong : new String[] {"", "ABCD", "ABCD-EFG0", "ABCDEFGHJ", "ABCDEFGU"}) {
      assertThatThrownBy(() -> LinkCode.parse(wrong)).isInstanceOf(NotALinkCodeException.class);
    }
  }

  private Sealed sealed() {
    return LinkCodeCrypto.seal(
        companionEphemeral, phoneEphemeral.publicKey(), companion, phone.publicKey(), random);
  }

  private byte[] open(KeyPair identity, byte[] bundle) {
    return LinkCodeCrypto.open(
        phoneEphemeral, companionEphemeral.publicKey(), phone, identity.publicKey(), bundle);
  }
}
