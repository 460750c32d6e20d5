package org.ledplatform.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ledplatform.testing.OurClient.done;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.ByteString;
import java.io.ByteArrayOutputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.ledplatform.testing.BaileysClient;
import org.ledplatform.testing.BaileysClient.Version;
import org.ledplatform.whatsapp.client.Media;
import org.ledplatform.whatsapp.content.Image;
import org.ledplatform.whatsapp.media.MediaKind;
import org.ledplatform.whatsapp.media.MediaSource;
import org.ledplatform.whatsapp.message.ReceivedMessage;

/**
 * Files that the media hosts lost and that the own phone brings back (protocol §10.5), where the
 * one who asks and the one who made the keys are not both ours.
 */
class LostMediaInteropIT extends Correspondents {

  private static byte[] file(int seed) {
    byte[] bytes = new byte[50_003];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }

  private static void lose(String directPath) {
    sandbox.network().network().media().expire(directPath);
  }

  @ParameterizedTest
  @EnumSource
  void baileysAsksItsPhoneForAFileOfOurs(Version version) {
    byte[] bytes = file(version.ordinal());
    Media.Uploaded uploaded =
        done(ours.client().media().upload(MediaKind.IMAGE, MediaSource.of(bytes)));
    String id =
        ours.send(
            bob(version),
            new Image(uploaded.reference(), "image/jpeg", "", 640, 480, ByteString.EMPTY));
    BaileysClient bob = baileys(version);
    JsonNode message = bob.waitForWhole(m -> m.at("/key/id").asText().equals(id));
    sandbox.awaitShown(phone(version), m -> m.id().equals(id));
    String lost = message.at("/message/imageMessage/directPath").asText();
    String host = message.at("/message/imageMessage/url").asText().replace(lost, "");
    lose(lost);

    JsonNode found = bob.call("updateMediaMessage", message);
    ObjectNode image = (ObjectNode) found.at("/message/imageMessage");
    String again = image.required("directPath").asText();
    assertThat(again).isNotEqualTo(lost).startsWith("/");
    // Version 6 goes on with WhatsApp's own host, whatever the network says.
    image.put("url", host + again);
    assertThat(bob.download(found)).isEqualTo(bytes);
  }

  @ParameterizedTest
  @EnumSource
  void weAskOurPhoneForAFileOfBaileys(Version version) {
    byte[] bytes = file(10 + version.ordinal());
    Map<String, Object> image = new HashMap<>(Map.of("mimetype", "image/jpeg"));
    image.put("image", BaileysClient.bytes(bytes));
    image.put("jpegThumbnail", "");
    String id = baileys(version).sendContent(ada.jid(), image).at("/key/id").asText();
    ReceivedMessage message = ours.awaitMessage(m -> m.ref().id().equals(id));
    Image received = (Image) message.body().content();
    sandbox.awaitShown(ada, m -> m.id().equals(id));
    lose(received.media().directPath());

    ByteArrayOutputStream fetched = new ByteArrayOutputStream();
    done(ours.client().media().download(received.media(), message.name(), () -> fetched));
    assertThat(fetched.toByteArray()).isEqualTo(bytes);
  }
}
