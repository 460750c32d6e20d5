package org.ledplatform.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.ledplatform.testing.Api;

/** A client of the event stream that keeps what it hears. */
final class EventListener implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http = HttpClient.newHttpClient();
  private final List<Event> events = new CopyOnWriteArrayList<>();
  private String id = "";
  private String type = "";
  private String data = "";

  private EventListener() {}

  /** One event. */
  record Event(String id, String type, JsonNode data) {}

  /**
   * Opens a stream and waits until the server has it.
   *
   * @param lastId what was heard last; empty to hear only what comes
   */
  static EventListener open(Api api, String lastId) {
    EventListener listener = new EventListener();
    HttpRequest.Builder request =
        HttpRequest.newBuilder(api.base().resolve("api/events"))
            .header("Accept", "text/event-stream");
    api.headers().forEach(request::setHeader);
    if (!lastId.isEmpty()) {
      request.header("Last-Event-ID", lastId);
    }
    try {
      HttpResponse<Stream<String>> answer =
          listener.http.send(request.build(), HttpResponse.BodyHandlers.ofLines());
      if (answer.statusCode() != 200) {
        throw new AssertionError("the event stream answered " + answer.statusCode());
      }
      Thread.ofVirtual().start(() -> listener.readAll(answer.body()));
      return listener;
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  /** The first event of this type, once it is there. */
  Event await(String wanted) {
    return Awaitility.await(wanted)
        .atMost(Duration.ofSeconds(20))
        .pollInterval(Duration.ofMillis(20))
        .until(() -> heard(wanted), found -> !found.isEmpty())
        .getFirst();
  }

  /** What was heard of this type. */
  List<Event> heard(String wanted) {
    return events.stream().filter(event -> event.type().equals(wanted)).toList();
  }

  /** Everything that was heard. */
  List<Event> all() {
    return List.copyOf(events);
  }

  private void readAll(Stream<String> lines) {
    try (lines) {
      lines.forEach(this::read);
    } catch (java.io.UncheckedIOException _) {
      // The test closed the stream.
    }
  }

  private void read(String line) {
    if (line.startsWith("id: ")) {
      id = line.substring(4);
    } else if (line.startsWith("event: ")) {
      type = line.substring(7);
    } else if (line.startsWith("data: ")) {
      data += line.substring(6);
    } else if (line.isEmpty() && !data.isEmpty()) {
      events.add(new Event(id, type, json(data)));
      data = "";
    }
  }

  private static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new AssertionError("not JSON: " + text, e);
    }
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
