package org.ledplatform.sandbox.standalone;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.ledplatform.sandbox.control.FaultControl;
import org.ledplatform.sandbox.control.SandboxControl;
import org.ledplatform.sandbox.control.SandboxProblem;
import org.ledplatform.sandbox.control.ScenarioControl;

/**
 * The paths under {@code /api/sandbox} without accounts: everything belongs to one tenant. Refuses
 * what a page in a browser could send here without asking.
 */
final class ControlPaths implements HttpHandler {

  private static final String TENANT = "local";
  private static final String GROUPS = "/api/sandbox/groups";
  private static final String FAULTS = "/api/sandbox/faults";
  private static final String SCENARIOS = "/api/sandbox/scenarios";
  private static final int MAX_BODY = 512 * 1024;

  /** Ten mebibytes in base64, and what else there is to a message. */
  private static final int MAX_MESSAGE = 15 * 1024 * 1024;

  private static final long MAX_SKIPPED = 64L * 1024 * 1024;
  private static final System.Logger LOG = System.getLogger(ControlPaths.class.getName());

  private final SandboxControl control;
  private final PhonePaths phones;

  ControlPaths(SandboxControl control) {
    this.control = control;
    this.phones = new PhonePaths(control, TENANT);
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      answer(exchange).to(exchange);
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
    int most =
        path.startsWith(PhonePaths.BASE) && path.endsWith("/messages") ? MAX_MESSAGE : MAX_BODY;
    byte[] body = exchange.getRequestBody().readNBytes(most + 1);
    if (body.length > most) {
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
    if (path.equals(GROUPS) || path.startsWith(GROUPS + "/")) {
      return groups(method, body, path);
    }
    return phones.answer(exchange, method, path, body);
  }

  private Answer groups(String method, byte[] body, String path) {
    List<String> rest = List.of(path.substring(GROUPS.length()).split("/", -1));
    if (rest.size() == 1) {
      return switch (method) {
        case "GET" -> Answer.json(200, control.groups().groups(TENANT));
        case "POST" -> Answer.json(201, control.groups().create(TENANT, utf8(body)));
        default -> Answer.notAllowed(path);
      };
    }
    boolean change =
        method.equals("POST") && rest.size() == 3 && rest.getLast().equals("participants");
    return change
        ? Answer.json(200, control.groups().change(TENANT, rest.get(1), utf8(body)))
        : Answer.notAllowed(path);
  }

  private Answer faults(String method, byte[] body, String path) {
    FaultControl faults = control.faults();
    return switch (method) {
      case "GET" -> Answer.json(200, faults.faults(TENANT));
      case "PUT" -> Answer.json(200, faults.put(TENANT, utf8(body)));
      case "DELETE" -> {
        faults.clear(TENANT);
        yield Answer.empty();
      }
      default -> Answer.notAllowed(path);
    };
  }

  private Answer scenarios(String method, byte[] body, String path) {
    ScenarioControl scenarios = control.scenarios();
    String name = path.substring(Math.min(path.length(), SCENARIOS.length() + 1));
    return switch (method + (name.isEmpty() ? " all" : " one")) {
      case "GET all" -> Answer.json(200, scenarios.scenarios(TENANT));
      case "POST all" -> Answer.json(201, scenarios.begin(TENANT, utf8(body)));
      case "DELETE one" -> {
        scenarios.end(TENANT, name);
        yield Answer.empty();
      }
      default -> Answer.notAllowed(path);
    };
  }

  private static boolean known(String path) {
    return path.equals(FAULTS)
        || Stream.of(PhonePaths.BASE, GROUPS, SCENARIOS)
            .anyMatch(base -> path.equals(base) || path.startsWith(base + "/"));
  }

  private static String utf8(byte[] body) {
    return new String(body, StandardCharsets.UTF_8);
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
}
