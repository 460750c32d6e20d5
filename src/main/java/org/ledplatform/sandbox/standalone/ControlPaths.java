package org.ledplatform.sandbox.standalone;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.ledplatform.sandbox.control.FaultControl;
import org.ledplatform.sandbox.control.Phone;
import org.ledplatform.sandbox.control.SandboxControl;
import org.ledplatform.sandbox.control.SandboxProblem;
import org.ledplatform.sandbox.control.ScenarioControl;

/**
 * The paths under {@code /api/sandbox} without accounts: everything belongs to one tenant. Refuses
 * what a page in a browser could send here without asking.
 */
final class ControlPaths implements HttpHandler {

  private static final String TENANT = "local";
  private static final String BASE = "/api/sandbox/phones";
  private static final String FAULTS = "/api/sandbox/faults";
  private static final String SCENARIOS = "/api/sandbox/scenarios";
  private static final int MAX_BODY = 512 * 1024;
  private static final long MAX_SKIPPED = 64L * 1024 * 1024;
  private static final System.Logger LOG = System.getLogger(ControlPaths.class.getName());

  private final SandboxControl control;

  ControlPaths(SandboxControl control) {
    this.control = control;
  }

  /** What is answered. */
  private record Answer(int status, String type, byte[] body) {

    static Answer json(int status, byte[] body) {
      return new Answer(status, "application/json", body);
    }

    static Answer empty() {
      return new Answer(204, "", new byte[0]);
    }

    static Answer problem(
        int status, String title, String detail, String path, Optional<String> field) {
      return new Answer(
          status,
          "application/problem+json",
          ControlJson.problem(status, title, detail, path, field));
    }
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      Answer answer = answer(exchange);
      if (answer.body().length == 0) {
        exchange.sendResponseHeaders(answer.status(), -1);
      } else {
        exchange.getResponseHeaders().set("Content-Type", answer.type());
        exchange.sendResponseHeaders(answer.status(), answer.body().length);
        exchange.getResponseBody().write(answer.body());
      }
    }
  }

  private Answer answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    try {
      return dispatch(exchange, path);
    } catch (SandboxProblem e) {
      String detail = String.valueOf(e.getMessage());
      return switch (e.kind()) {
        case NOT_FOUND -> Answer.problem(404, "Not Found", detail, path, Optional.empty());
        case INVALID -> Answer.problem(400, "Bad Request", detail, path, e.field());
        case CONFLICT -> Answer.problem(409, "Conflict", detail, path, Optional.empty());
      };
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.ERROR, "A request to the sandbox failed", e);
      return Answer.problem(500, "Internal Server Error", "It failed", path, Optional.empty());
    }
  }

  private Answer dispatch(HttpExchange exchange, String path) throws IOException {
    String method = exchange.getRequestMethod();
    Optional<Answer> refusal = refusal(exchange, method, path);
    if (refusal.isPresent()) {
      return refusal.get();
    }
    byte[] body = exchange.getRequestBody().readNBytes(MAX_BODY + 1);
    if (body.length > MAX_BODY) {
      // A client that is still writing would not read the answer.
      exchange.getRequestBody().skip(MAX_SKIPPED);
      return Answer.problem(
          413, "Content Too Large", "The body is too large", path, Optional.empty());
    }
    if (path.equals(FAULTS)) {
      return faults(method, body, path);
    }
    if (path.equals(SCENARIOS) || path.startsWith(SCENARIOS + "/")) {
      return scenarios(method, body, path);
    }
    List<String> rest =
        Arrays.stream(path.substring(BASE.length()).split("/", -1)).skip(1).toList();
    String id = rest.isEmpty() ? "" : rest.getFirst();
    String action = rest.size() == 2 ? rest.getLast() : "";
    return switch (rest.size() + " " + method + " " + action) {
      case "0 GET " -> Answer.json(200, ControlJson.phones(control.phones(TENANT)));
      case "0 POST " -> added(exchange, control.addPhone(TENANT, ControlJson.newPhone(body)));
      case "1 DELETE " -> {
        control.removePhone(TENANT, id);
        yield Answer.empty();
      }
      case "2 POST scan" -> {
        control.scan(TENANT, id, ControlJson.qr(body));
        yield Answer.empty();
      }
      case "2 POST enter-code" -> {
        control.enterCode(TENANT, id, ControlJson.code(body));
        yield Answer.empty();
      }
      case "2 POST messages" ->
          Answer.json(
              201,
              ControlJson.sent(
                  control.send(TENANT, id, ControlJson.sendRequest(body)).messageId()));
      case "2 GET messages" ->
          Answer.json(
              200,
              ControlJson.messages(
                  control.messages(TENANT, id, parameter(exchange, "chat"), since(exchange))));
      default ->
          Answer.problem(
              405, "Method Not Allowed", "That cannot be done here", path, Optional.empty());
    };
  }

  private Answer faults(String method, byte[] body, String path) {
    FaultControl faults = control.faults();
    return switch (method) {
      case "GET" -> Answer.json(200, utf8(faults.faults(TENANT)));
      case "PUT" ->
          Answer.json(200, utf8(faults.put(TENANT, new String(body, StandardCharsets.UTF_8))));
      case "DELETE" -> {
        faults.clear(TENANT);
        yield Answer.empty();
      }
      default ->
          Answer.problem(
              405, "Method Not Allowed", "That cannot be done here", path, Optional.empty());
    };
  }

  private Answer scenarios(String method, byte[] body, String path) {
    ScenarioControl scenarios = control.scenarios();
    String name = path.substring(Math.min(path.length(), SCENARIOS.length() + 1));
    return switch (method + (name.isEmpty() ? " all" : " one")) {
      case "GET all" -> Answer.json(200, utf8(scenarios.scenarios(TENANT)));
      case "POST all" ->
          Answer.json(201, utf8(scenarios.begin(TENANT, new String(body, StandardCharsets.UTF_8))));
      case "DELETE one" -> {
        scenarios.end(TENANT, name);
        yield Answer.empty();
      }
      default ->
          Answer.problem(
              405, "Method Not Allowed", "That cannot be done here", path, Optional.empty());
    };
  }

  private static boolean known(String path) {
    return path.equals(FAULTS)
        || Stream.of(BASE, SCENARIOS)
            .anyMatch(base -> path.equals(base) || path.startsWith(base + "/"));
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static Answer added(HttpExchange exchange, Phone phone) {
    exchange.getResponseHeaders().set("Location", BASE + "/" + phone.id());
    return Answer.json(201, ControlJson.phone(phone));
  }

  private static Optional<Answer> refusal(HttpExchange exchange, String method, String path) {
    if (!known(path)) {
      return Optional.of(
          Answer.problem(404, "Not Found", "There is no such path", path, Optional.empty()));
    }
    String host = Optional.ofNullable(exchange.getRequestHeaders().getFirst("Host")).orElse("");
    if (!host.matches("(127\\.0\\.0\\.1|localhost|\\[::1\\])(:[0-9]+)?")) {
      return Optional.of(
          Answer.problem(403, "Forbidden", "Only this machine may ask", path, Optional.empty()));
    }
    String type =
        Optional.ofNullable(exchange.getRequestHeaders().getFirst("Content-Type")).orElse("");
    return (method.equals("POST") || method.equals("PUT")) && !type.startsWith("application/json")
        ? Optional.of(
            Answer.problem(
                415,
                "Unsupported Media Type",
                "Bodies are application/json",
                path,
                Optional.empty()))
        : Optional.empty();
  }

  private static Optional<Instant> since(HttpExchange exchange) {
    try {
      return parameter(exchange, "since").map(Instant::parse);
    } catch (DateTimeParseException e) {
      SandboxProblem problem =
          SandboxProblem.invalid("since", "It must be an instant such as 2026-01-31T12:00:00Z");
      problem.initCause(e);
      throw problem;
    }
  }

  private static Optional<String> parameter(HttpExchange exchange, String name) {
    String query = Optional.ofNullable(exchange.getRequestURI().getRawQuery()).orElse("");
    return Arrays.stream(query.split("&", -1))
        .filter(pair -> pair.startsWith(name + "="))
        .map(pair -> URLDecoder.decode(pair.substring(name.length() + 1), StandardCharsets.UTF_8))
        .filter(value -> !value.isEmpty())
        .findFirst();
  }
}
