package org.ledplatform.testing;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/**
 * An unmodified Baileys client in a Node process of its own; see {@code src/it/baileys/README.md}.
 * What it tells is collected; the methods that wait look at everything told since the last {@link
 * #open}.
 */
public final class BaileysClient implements AutoCloseable {

  /** The versions under test. */
  public enum Version {
    V6("6"),
    V7("7");

    private final String argument;

    Version(String argument) {
      this.argument = argument;
    }
  }

  /** The number of {@code HistorySyncType.INITIAL_BOOTSTRAP}. */
  private static final int FIRST_PART = 0;

  /** A key for the settings, a first history, and people's names. */
  private static final int WELCOMES = 3;

  private static final Duration SOON = NodeDriver.SOON;

  private final Version version;
  private final boolean readsHistories;
  private final NodeDriver node;
  private final AtomicInteger calls = new AtomicInteger();
  private volatile int sinceOpen;

  private BaileysClient(Version version, boolean readsHistories, NodeDriver node) {
    this.version = version;
    this.readsHistories = readsHistories;
    this.node = node;
  }

  /**
   * Starts the process; it connects on {@link #open}.
   *
   * @param version which Baileys
   * @param address of the network, {@code ws://…}
   * @param rootKey public key of the network's certificates, in hexadecimal
   * @param folder for its credentials and what it logs; a second client with the same folder is the
   *     same device
   */
  public static BaileysClient start(Version version, String address, String rootKey, Path folder) {
    return start(version, address, rootKey, folder, Optional.empty());
  }

  /**
   * Where a network keeps files.
   *
   * @param host {@code name:port}
   * @param certificate a file (PEM) with the host's authority, which Node then trusts besides its
   *     own
   */
  public record MediaHost(String host, Path certificate) {}

  /** The same with a media host. */
  public static BaileysClient start(
      Version version, String address, String rootKey, Path folder, Optional<MediaHost> media) {
    List<String> arguments =
        new ArrayList<>(
            List.of(version.argument, address, rootKey, folder.resolve("credentials").toString()));
    media.ifPresent(host -> arguments.add(host.host()));
    NodeDriver node = NodeDriver.start(arguments, folder, media.map(MediaHost::certificate));
    node.waitFrom(0, "ready", event -> true);
    return new BaileysClient(version, media.isPresent(), node);
  }

  /** Connects. */
  public BaileysClient open() {
    sinceOpen = node.told();
    node.say(Map.of("do", "open"));
    return this;
  }

  /** Drops the connection and waits until it is gone. The credentials stay. */
  public void disconnect() {
    node.say(Map.of("do", "close"));
    waitFor("closed", event -> true);
  }

  /** How the connection ended, once it has. */
  public JsonNode waitForClosed() {
    return waitFor("closed", event -> true);
  }

  /** Whether a connection has ended since the last {@link #open}, for whatever reason. */
  public boolean hasClosed() {
    return node.since(sinceOpen).stream()
        .anyMatch(event -> event.required("event").asText().equals("closed"));
  }

  /** The text of a QR. */
  public String waitForQr() {
    return waitFor("qr", event -> true).required("qr").asText();
  }

  /** The client's own phone-number address without its device, once it is logged in. */
  public String waitForOpen() {
    return waitFor("open", event -> true).required("jid").asText().replaceFirst(":\\d+@", "@");
  }

  /**
   * Waits until a new companion has taken in what its phone sends to it. Version 6 loses ratchet
   * steps of what it sends meanwhile: the message after it is encrypted under the same key, and
   * whoever receives both rightly takes the second one for the first. With a media host it reads
   * all parts of the history and tells them as one; without, it only shows the messages that
   * announce them.
   */
  public void waitForWelcome() {
    if (version == Version.V6 && !readsHistories) {
      Awaitility.await("what a phone sends first at Baileys")
          .atMost(SOON)
          .pollInterval(Duration.ofMillis(20))
          .until(() -> ofOwnPhone() >= WELCOMES);
    } else {
      waitForHeard(
          "messaging-history.set",
          history -> version == Version.V7 || history.required("syncType").asInt() != FIRST_PART);
    }
  }

  private long ofOwnPhone() {
    return node.since(sinceOpen).stream()
        .filter(event -> event.required("event").asText().equals("message"))
        .filter(event -> event.required("fromMe").asBoolean())
        .count();
  }

  /**
   * Sends a text.
   *
   * @return the message's id, once the client has sent it
   */
  public String send(String to, String text) {
    int before = node.told();
    node.say(Map.of("do", "send", "to", to, "text", text));
    return node.waitFrom(before, "sent", event -> true).required("id").asText();
  }

  /**
   * Calls a method of Baileys' socket.
   *
   * @param arguments anything that has a JSON form; bytes come from {@link #bytes}
   * @return what it returned, once it has
   */
  public JsonNode call(String method, Object... arguments) {
    return ask(Map.of("do", "call", "method", method, "args", List.of(arguments)));
  }

  /** Calls a method that need not come to an answer, such as {@code logout}. */
  public void command(String method, Object... arguments) {
    node.say(
        Map.of(
            "do",
            "call",
            "ref",
            calls.incrementAndGet(),
            "method",
            method,
            "args",
            List.of(arguments)));
  }

  /** Sends any content that Baileys' {@code sendMessage} takes; the whole sent message. */
  public JsonNode sendContent(String to, Map<String, Object> content) {
    return call("sendMessage", to, content);
  }

  /** Has Baileys fetch and decrypt the media of a message that it heard. */
  public byte[] download(JsonNode message) {
    try {
      Path file = Files.createTempFile(node.folder(), "media", ".bin");
      ask(Map.of("do", "download", "message", message, "file", file.toString()));
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Votes in a poll that Baileys heard or sent; the addresses are without devices. */
  public void vote(JsonNode poll, String creator, String voter, List<String> options) {
    ask(Map.of("do", "vote", "poll", poll, "creator", creator, "voter", voter, "options", options));
  }

  /**
   * What a vote chose, as Baileys decrypts it.
   *
   * @param poll as Baileys sent it
   * @param vote the message that votes
   * @param voter without a device
   */
  public List<String> votes(JsonNode poll, JsonNode vote, String voter) {
    List<String> chosen = new ArrayList<>();
    ask(Map.of("do", "votes", "poll", poll, "vote", vote, "voter", voter))
        .forEach(option -> chosen.add(option.asText()));
    return chosen;
  }

  /** How a call that must not succeed was refused. */
  public JsonNode refused(String method, Object... arguments) {
    JsonNode answer = answerTo(Map.of("do", "call", "method", method, "args", List.of(arguments)));
    if (!answer.required("event").asText().equals("refused")) {
      throw new AssertionError(method + " was not refused: " + answer);
    }
    return answer;
  }

  /** Bytes as an argument. */
  public static Map<String, Object> bytes(byte[] bytes) {
    return Map.of("type", "Buffer", "data", Base64.getEncoder().encodeToString(bytes));
  }

  private JsonNode ask(Map<String, Object> question) {
    JsonNode answer = answerTo(question);
    if (answer.required("event").asText().equals("refused")) {
      throw new AssertionError(
          "Baileys refused " + question.get("method") + ": " + answer + node.log());
    }
    return answer.required("value");
  }

  private JsonNode answerTo(Map<String, Object> question) {
    int ref = calls.incrementAndGet();
    Map<String, Object> numbered = new LinkedHashMap<>(question);
    numbered.put("ref", ref);
    node.say(numbered);
    return node.waitForAny(event -> event.has("ref") && event.required("ref").asInt() == ref);
  }

  /**
   * The first thing since the last {@link #open} that Baileys reported under this name of its own
   * and that fits. Lists are looked through item by item.
   */
  public JsonNode waitForHeard(String name, Predicate<JsonNode> fits) {
    try {
      return Awaitility.await(name + " at Baileys")
          .atMost(SOON)
          .pollInterval(Duration.ofMillis(20))
          .until(
              () -> heard(name).stream().filter(fits).limit(1).toList(), found -> !found.isEmpty())
          .getFirst();
    } catch (ConditionTimeoutException e) {
      throw new AssertionError(
          name + " that fits did not come to Baileys; there was " + heard(name) + node.log(), e);
    }
  }

  /** Everything that Baileys reported under this name since the last {@link #open}. */
  public List<JsonNode> heard(String name) {
    List<JsonNode> items = new ArrayList<>();
    for (JsonNode event : node.since(sinceOpen)) {
      if (event.required("event").asText().equals("heard")
          && event.required("name").asText().equals(name)) {
        JsonNode data = event.required("data");
        JsonNode list = name.equals("messages.upsert") ? data.required("messages") : data;
        (list.isArray() ? list : List.of(list)).forEach(items::add);
      }
    }
    return items;
  }

  /** The first whole message from somebody else that fits, as Baileys decoded it. */
  public JsonNode waitForWhole(Predicate<JsonNode> fits) {
    return waitForHeard(
        "messages.upsert",
        m -> !m.at("/key/fromMe").asBoolean() && m.hasNonNull("message") && fits.test(m));
  }

  /** The first message from somebody else with this text. */
  public JsonNode waitForText(String text) {
    return waitForMessage(message -> message.required("text").asText().equals(text));
  }

  /**
   * How Baileys sorts the message with this text: {@code append} when it waited, or {@code notify}.
   */
  public String kindOf(String text) {
    return waitForText(text).required("kind").asText();
  }

  /** The first message from somebody else that fits. */
  public JsonNode waitForMessage(Predicate<JsonNode> fits) {
    return waitFor("message", event -> !event.required("fromMe").asBoolean() && fits.test(event));
  }

  /** The texts of all messages from others since the last {@link #open}, in order of arrival. */
  public List<String> received() {
    return node.since(sinceOpen).stream()
        .filter(event -> event.required("event").asText().equals("message"))
        .filter(event -> !event.required("fromMe").asBoolean())
        .map(event -> event.required("text").asText())
        .toList();
  }

  /** Waits until that many messages from others have arrived since the last {@link #open}. */
  public List<String> waitForReceived(int count) {
    return Awaitility.await(count + " messages at Baileys")
        .atMost(SOON)
        .pollInterval(Duration.ofMillis(20))
        .until(this::received, texts -> texts.size() >= count);
  }

  private JsonNode waitFor(String name, Predicate<JsonNode> fits) {
    return node.waitFrom(sinceOpen, name, fits);
  }

  /** Everything that the client has told and logged, for messages of failed tests. */
  public String log() {
    return node.log();
  }

  /** What the client has logged: warnings and errors. */
  public String logged() {
    return node.logged();
  }

  @Override
  public void close() {
    node.close();
  }
}
