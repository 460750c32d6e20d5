package org.ledplatform.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
import org.ledplatform.testing.LedUser;

/** Bodies that are made to hurt, at every door of the deployed WAR that takes one. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class HostileBodiesIT {

  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final String JSON = "application/json";

  @ArquillianResource private URL deployed;

  @Deployment(testable = false)
  static WebArchive war() {
    return ShrinkWrap.create(ZipImporter.class, "ROOT.war")
        .importFrom(new File(System.getProperty("led.tests.war")))
        .as(WebArchive.class);
  }

  /** Method and path of each door. */
  private record Door(String method, String path) {}

  private static List<Door> doors(String bot, String phone, String group) {
    return List.of(
        new Door("POST", "api/auth/register"),
        new Door("POST", "api/auth/login"),
        new Door("POST", "api/auth/refresh"),
        new Door("POST", "api/bots"),
        new Door("PATCH", "api/bots/" + bot),
        new Door("POST", "api/bots/" + bot + "/pairing-code"),
        new Door("POST", "api/sandbox/phones"),
        new Door("POST", "api/sandbox/phones/" + phone + "/scan"),
        new Door("POST", "api/sandbox/phones/" + phone + "/enter-code"),
        new Door("POST", "api/sandbox/phones/" + phone + "/messages"),
        new Door("POST", "api/sandbox/groups"),
        new Door("POST", "api/sandbox/groups/" + group + "/participants"),
        new Door("PUT", "api/sandbox/faults"),
        new Door("POST", "api/sandbox/scenarios"));
  }

  private static Map<String, byte[]> bodies() {
    Map<String, byte[]> bodies = new LinkedHashMap<>();
    bodies.put("nothing", new byte[0]);
    bodies.put("arrays in arrays", utf8("[".repeat(60_000)));
    bodies.put("objects in objects", utf8("{\"name\":".repeat(6_000)));
    bodies.put("a field that nests", utf8("{\"other\":" + "[".repeat(900) + "]".repeat(900) + "}"));
    bodies.put("a huge number", utf8("{\"name\":1e999999999}"));
    bodies.put("a long number", utf8("{\"name\":" + "9".repeat(60_000) + "}"));
    bodies.put("a key twice", utf8("{\"name\":\"a\",\"name\":\"b\"}"));
    bodies.put("half a character as key", utf8("{\"\\ud800\":1}"));
    bodies.put("bad UTF-8", new byte[] {'{', '"', (byte) 0xC0, (byte) 0xAF, '"', ':', '1', '}'});
    bodies.put("bad UTF-32", new byte[] {0, 0, 0, '{', 0x7F, 0x7F, 0x7F, 0x7F});
    bodies.put("zeros", new byte[1_000]);
    return bodies;
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void isTheCallersFaultAndChangesNothing() throws Exception {
    LedUser user = LedUser.register(new Api(URI.create(deployed.toString())));
    String phone = user.addPhone("Ada").required("id").asText();
    String group =
        user.api()
            .post("api/sandbox/groups", Map.of("as", phone, "subject", "Friends"))
            .expect(201)
            .field("id");
    String bot =
        user.api()
            .post("api/bots", Map.of("name", "Mine", "network", "sandbox"))
            .expect(201)
            .field("id");
    String before = state(user.api());
    for (Door door : doors(bot, phone, group)) {
      for (Map.Entry<String, byte[]> body : bodies().entrySet()) {
        assertProblem(user.api(), door, body.getKey(), JSON, body.getValue(), 400);
      }
      // The one path for files takes 14 MiB; every other takes far less.
      int large = door.path().endsWith("/messages") ? 15 * 1024 * 1024 : 2_000_000;
      assertProblem(user.api(), door, "large", JSON, new byte[large], 413);
      assertProblem(user.api(), door, "XML", "application/xml", utf8("<a/>"), 415);
      assertProblem(
          user.api(), door, "a form", "application/x-www-form-urlencoded", utf8("a=b"), 415);
      assertProblem(user.api(), door, "text", "text/plain", utf8("{}"), 415);
    }
    assertThat(state(user.api())).isEqualTo(before);
  }

  private static String state(Api api) {
    return text(api, "api/bots")
        + text(api, "api/sandbox/phones")
        + text(api, "api/sandbox/groups")
        + text(api, "api/sandbox/faults")
        + text(api, "api/sandbox/scenarios");
  }

  private static String text(Api api, String path) {
    return new String(api.get(path).expect(200).bytes(), StandardCharsets.UTF_8);
  }

  private static void assertProblem(
      Api api, Door door, String what, String type, byte[] body, int status) throws Exception {
    URI uri = api.base().resolve(door.path());
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri)
            .timeout(Duration.ofSeconds(30))
            .header("Content-Type", type)
            .method(door.method(), HttpRequest.BodyPublishers.ofByteArray(body));
    api.headers().forEach(request::setHeader);
    HttpResponse<String> answer = HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode())
        .as("%s with %s: %s", door, what, answer.body())
        .isEqualTo(status);
    assertThat(answer.headers().firstValue("Content-Type").orElse(""))
        .as("%s with %s", door, what)
        .startsWith("application/problem+json");
  }
}
