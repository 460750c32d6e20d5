package org.ledplatform.sandbox.standalone;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/**
 * What is answered.
 *
 * @param headers further headers than the type
 */
record Answer(int status, String type, Map<String, String> headers, byte[] body) {

  static Answer json(int status, byte[] body) {
    return new Answer(status, "application/json", Map.of(), body);
  }

  static Answer json(int status, String body) {
    return json(status, body.getBytes(StandardCharsets.UTF_8));
  }

  static Answer empty() {
    return new Answer(204, "", Map.of(), new byte[0]);
  }

  static Answer problem(
      int status, String title, String detail, String path, Optional<String> field) {
    return new Answer(
        status,
        "application/problem+json",
        Map.of(),
        ControlJson.problem(status, title, detail, path, field));
  }

  static Answer notAllowed(String path) {
    return problem(405, "Method Not Allowed", "That cannot be done here", path, Optional.empty());
  }

  /** This with one header more. */
  Answer with(String header, String value) {
    return new Answer(status, type, Map.of(header, value), body);
  }

  /** Sends it. */
  void to(HttpExchange exchange) throws IOException {
    headers.forEach(exchange.getResponseHeaders()::set);
    if (body.length == 0) {
      exchange.sendResponseHeaders(status, -1);
    } else {
      exchange.getResponseHeaders().set("Content-Type", type);
      exchange.sendResponseHeaders(status, body.length);
      exchange.getResponseBody().write(body);
    }
  }
}
