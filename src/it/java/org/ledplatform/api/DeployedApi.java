package org.ledplatform.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.File;
import java.net.URI;
import java.net.URL;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.importer.ZipImporter;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.extension.ExtendWith;
import org.ledplatform.testing.Api;
import org.ledplatform.testing.Api.Answer;
import org.ledplatform.testing.LedUser;

/**
 * The deployed WAR, as clients of its API see it. Each class that extends this costs a deployment,
 * about ten seconds.
 */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
abstract class DeployedApi {

  @ArquillianResource private URL deployed;

  @Deployment(testable = false)
  static WebArchive war() {
    return ShrinkWrap.create(ZipImporter.class, "ROOT.war")
        .importFrom(new File(System.getProperty("led.tests.war")))
        .as(WebArchive.class);
  }

  /** Refused with this status, in the form of every refusal. */
  static void assertProblem(Answer answer, int status, String instance) {
    assertThat(answer.status()).as(answer + ": " + answer.text()).isEqualTo(status);
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
    JsonNode problem = answer.json();
    assertThat(problem.required("status").asInt()).isEqualTo(status);
    assertThat(problem.required("instance").asText()).isEqualTo(instance);
    for (String field : List.of("type", "title", "detail")) {
      assertThat(problem.required(field).asText()).as(field).isNotEmpty();
    }
  }

  /** The fields that a refusal names. */
  static List<String> blamed(Answer answer) {
    List<String> fields = new ArrayList<>();
    answer.json().required("errors").forEach(e -> fields.add(e.required("field").asText()));
    return fields;
  }

  static List<String> idsOf(JsonNode list) {
    List<String> ids = new ArrayList<>();
    list.required("items").forEach(item -> ids.add(item.required("id").asText()));
    return ids;
  }

  String newBot(Api api) {
    return api.post("api/bots", Map.of("name", "A bot", "network", "sandbox"))
        .expect(201)
        .field("id");
  }

  LedUser newUser() {
    return LedUser.register(api());
  }

  Api api() {
    return new Api(URI.create(deployed.toString()));
  }
}
