package org.ledplatform.testing;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import org.awaitility.Awaitility;

/**
 * Somebody with an account: what a person does in the dashboard, done through the API. Works with
 * the rate limit off, since it asks again until what it waits for is there.
 */
public final class LedUser {

  private static final Duration SOON = Duration.ofSeconds(20);

  private final Api api;

  private LedUser(Api api) {
    this.api = api;
  }

  /** Registers a new account, with an address that nobody else has. */
  public static LedUser register(Api anonymous) {
    String token =
        anonymous
            .post(
                "api/auth/register",
                Map.of(
                    "email", "user-" + UUID.randomUUID() + "@example.org",
                    "password", "correct horse battery staple",
                    "displayName", "Test user"))
            .expect(201)
            .field("accessToken");
    return new LedUser(anonymous.as(token));
  }

  /** Somebody who needs no account: whoever controls a sandbox that runs alone. */
  public static LedUser withoutAccount(Api control) {
    return new LedUser(control);
  }

  public Api api() {
    return api;
  }

  /**
   * Creates a bot and starts it.
   *
   * @param network {@code sandbox} or {@code whatsapp}
   * @return its id
   */
  public String startBot(String name, String network) {
    String id =
        api.post("api/bots", Map.of("name", name, "network", network)).expect(201).field("id");
    api.post("api/bots/" + id + "/start").expect(202);
    return id;
  }

  /** The text of the bot's QR, once there is one. */
  public String waitForQr(String bot) {
    return Awaitility.await("a QR")
        .atMost(SOON)
        .pollInterval(Duration.ofMillis(50))
        .until(() -> api.get("api/bots/" + bot + "/qr"), answer -> answer.status() == 200)
        .field("qr");
  }

  /** The bot as JSON, once it has the status. */
  public JsonNode waitForStatus(String bot, String status) {
    return waitFor(
        "status " + status,
        () -> api.get("api/bots/" + bot).expect(200).json(),
        found -> status.equals(found.required("status").asText()));
  }

  /**
   * Creates a virtual person with a phone.
   *
   * @return the phone as JSON: {@code id, name, phoneNumber, jid, lid}
   */
  public JsonNode addPhone(String name) {
    return api.post("api/sandbox/phones", Map.of("name", name)).expect(201).json();
  }

  /** Lets a phone scan a QR. */
  public void scan(JsonNode phone, String qr) {
    api.post(pathOf(phone) + "/scan", Map.of("qr", qr)).expect(204);
  }

  /** A bot that is online, and the phone that it is a companion of. */
  public record PairedBot(String id, JsonNode phone) {

    public String jid() {
      return phone.required("jid").asText();
    }
  }

  /** Does all the steps from nothing to a bot on the sandbox network that is online. */
  public PairedBot pairSandboxBot(String name) {
    return pairBot(name, "sandbox", this);
  }

  /**
   * Does all the steps from nothing to a bot that is online.
   *
   * @param people who controls the phones of that network
   */
  public PairedBot pairBot(String name, String network, LedUser people) {
    String bot = startBot(name, network);
    JsonNode phone = people.addPhone(name + "'s phone");
    people.scan(phone, waitForQr(bot));
    waitForStatus(bot, "online");
    return new PairedBot(bot, phone);
  }

  /**
   * Writes a text on a phone.
   *
   * @return the message's id
   */
  public String send(JsonNode phone, String to, String text) {
    Map<String, Object> message = new LinkedHashMap<>(Map.of("to", to, "text", text));
    return api.post(pathOf(phone) + "/messages", message).expect(201).field("messageId");
  }

  /** What a phone shows now: everything, oldest first. */
  public List<JsonNode> messages(JsonNode phone) {
    List<JsonNode> shown = new ArrayList<>();
    JsonNode answer = api.get(pathOf(phone) + "/messages").expect(200).json();
    (answer.isArray() ? answer : answer.required("items")).forEach(shown::add);
    return shown;
  }

  /** The texts that others wrote to a phone, oldest first. */
  public List<String> received(JsonNode phone) {
    return messages(phone).stream()
        .filter(message -> !message.required("fromMe").asBoolean())
        .map(message -> message.required("text").asText())
        .toList();
  }

  /** Waits until others have written {@code count} texts to a phone. */
  public List<String> waitForReceived(JsonNode phone, int count) {
    return waitFor(
        count + " received messages", () -> received(phone), texts -> texts.size() >= count);
  }

  private static <T> T waitFor(String what, Callable<T> ask, Predicate<T> enough) {
    return Awaitility.await(what)
        .atMost(SOON)
        .pollInterval(Duration.ofMillis(50))
        .until(ask, enough);
  }

  private static String pathOf(JsonNode phone) {
    return "api/sandbox/phones/" + phone.required("id").asText();
  }
}
