package org.ledplatform.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.File;
import java.net.URI;
import java.net.URL;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.importer.ZipImporter;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.ledplatform.testing.Api;
import org.ledplatform.testing.Api.Answer;
import org.ledplatform.testing.LedUser;

/** Files of people in the deployed WAR's sandbox: one path takes large bodies, and no other. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class SandboxFilesIT {

  private static final int MIB = 1024 * 1024;

  @ArquillianResource private URL deployed;

  @Deployment(testable = false)
  static WebArchive war() {
    return ShrinkWrap.create(ZipImporter.class, "ROOT.war")
        .importFrom(new File(System.getProperty("led.tests.war")))
        .as(WebArchive.class);
  }

  private LedUser newUser() {
    return LedUser.register(new Api(URI.create(deployed.toString())));
  }

  private static byte[] file(int length) {
    byte[] file = new byte[length];
    new Random(length).nextBytes(file);
    return file;
  }

  private static String path(JsonNode phone) {
    return "api/sandbox/phones/" + phone.required("id").asText() + "/messages";
  }

  private static Map<String, Object> picture(JsonNode to, byte[] file) {
    return Map.of(
        "to",
        to.required("id").asText(),
        "media",
        Map.of("base64", Base64.getEncoder().encodeToString(file), "mimeType", "image/jpeg"));
  }

  @Test
  void aPictureOfFiveMebibytesArrivesByteForByte() {
    LedUser user = newUser();
    JsonNode ada = user.addPhone("Ada");
    JsonNode ben = user.addPhone("Ben");
    byte[] file = file(5 * MIB + 1);

    String id = user.api().post(path(ada), picture(ben, file)).expect(201).field("messageId");
    assertThat(user.waitForReceived(ben, 1)).hasSize(1);
    Answer opened = user.api().get(path(ben) + "/" + id + "/media").expect(200);
    assertThat(opened.bytes()).isEqualTo(file);
    assertThat(opened.headers().firstValue("Content-Type")).contains("image/jpeg");
  }

  @Test
  void theLargestFileIsTakenOnceForAKeyAndLargerOnesAreNot() {
    LedUser user = newUser();
    JsonNode ada = user.addPhone("Ada");
    JsonNode ben = user.addPhone("Ben");
    Api once = user.api().with("Idempotency-Key", "one");

    Map<String, Object> largest = picture(ben, file(10 * MIB));
    String id = once.post(path(ada), largest).expect(201).field("messageId");
    assertThat(once.post(path(ada), largest).expect(201).field("messageId")).isEqualTo(id);
    user.api().post(path(ada), picture(ben, file(10 * MIB + 1))).expect(400);
    user.api().post(path(ada), picture(ben, file(11 * MIB))).expect(413);
    assertThat(user.messages(ada)).hasSize(1);
  }

  @Test
  void noOtherPathTakesLargeBodiesAndNoOtherFieldLargeTexts() {
    LedUser user = newUser();
    JsonNode ada = user.addPhone("Ada");
    Map<String, String> large = Map.of("name", "x".repeat(70_000));

    user.api().post("api/sandbox/phones", large).expect(413);
    user.api().post("api/bots", large).expect(413);
    user.api().put(path(ada), large).expect(413);
    String scan = path(ada).replace("messages", "scan");
    user.api().post(scan, Map.of("qr", "x".repeat(70_000))).expect(413);
    Map<String, String> text = Map.of("to", "a", "text", "x".repeat(70_000));
    user.api().post(path(ada), text).expect(400);
    String many = String.join(",", Collections.nCopies(200_000, "\"a\""));
    user.api().post(path(ada), "{\"to\":\"a\",\"mentions\":[" + many + "]}").expect(400);
    user.api().post(path(ada), "{\"to\":" + "[".repeat(200_000)).expect(400);
  }

  @Test
  void manyFilesAtOnceAreEachTakenOrPutOff() throws Exception {
    LedUser user = newUser();
    JsonNode ada = user.addPhone("Ada");
    JsonNode ben = user.addPhone("Ben");
    Map<String, Object> picture = picture(ben, file(3 * MIB));
    List<Integer> statuses;
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Integer>> all =
          IntStream.range(0, 8)
              .mapToObj(_ -> threads.submit(() -> user.api().post(path(ada), picture).status()))
              .toList();
      statuses = new ArrayList<>();
      for (Future<Integer> each : all) {
        statuses.add(each.get());
      }
    }
    assertThat(statuses).contains(201).isSubsetOf(201, 429, 503);
    // Every turn has ended: two more find their places.
    user.api().post(path(ada), picture).expect(201);
    user.api().post(path(ada), picture).expect(201);
  }
}
