package org.ledplatform.sandbox.standalone;

import com.sun.net.httpserver.HttpExchange;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ledplatform.sandbox.control.OpenedFile;
import org.ledplatform.sandbox.control.Phone;
import org.ledplatform.sandbox.control.SandboxControl;
import org.ledplatform.sandbox.control.SandboxProblem;

/** The paths under {@code /api/sandbox/phones}: people, what they scan, write and read. */
final class PhonePaths {

  static final String BASE = "/api/sandbox/phones";

  private final SandboxControl control;
  private final String tenant;

  PhonePaths(SandboxControl control, String tenant) {
    this.control = control;
    this.tenant = tenant;
  }

  Answer answer(HttpExchange exchange, String method, String path, byte[] body) {
    List<String> rest =
        Arrays.stream(path.substring(BASE.length()).split("/", -1)).skip(1).toList();
    return switch (rest.size()) {
      case 0 -> all(method, path, body);
      case 1 -> one(method, path, rest.getFirst());
      case 2 -> action(exchange, method + " " + rest.getLast(), path, rest.getFirst(), body);
      default ->
          rest.size() == 4
                  && (method + " " + rest.get(1) + " " + rest.get(3)).equals("GET messages media")
              ? file(control.file(tenant, rest.getFirst(), rest.get(2)))
              : Answer.notAllowed(path);
    };
  }

  private Answer all(String method, String path, byte[] body) {
    return switch (method) {
      case "GET" -> Answer.json(200, ControlJson.phones(control.phones(tenant)));
      case "POST" -> {
        Phone phone = control.addPhone(tenant, ControlJson.newPhone(body));
        yield Answer.json(201, ControlJson.phone(phone)).with("Location", BASE + "/" + phone.id());
      }
      default -> Answer.notAllowed(path);
    };
  }

  private Answer one(String method, String path, String id) {
    if (!method.equals("DELETE")) {
      return Answer.notAllowed(path);
    }
    control.removePhone(tenant, id);
    return Answer.empty();
  }

  private Answer action(HttpExchange exchange, String what, String path, String id, byte[] body) {
    return switch (what) {
      case "POST scan" -> {
        control.scan(tenant, id, ControlJson.qr(body));
        yield Answer.empty();
      }
      case "POST enter-code" -> {
        control.enterCode(tenant, id, ControlJson.code(body));
        yield Answer.empty();
      }
      case "POST read" -> {
        control.read(tenant, id, ControlJson.chat(body));
        yield Answer.empty();
      }
      case "POST play" -> {
        control.play(tenant, id, ControlJson.messageId(body));
        yield Answer.empty();
      }
      case "POST messages" ->
          Answer.json(
              201,
              ControlJson.sent(
                  control.send(tenant, id, ControlJson.sendRequest(body)).messageId()));
      case "GET messages" ->
          Answer.json(
              200,
              ControlJson.messages(
                  control.messages(tenant, id, parameter(exchange, "chat"), since(exchange))));
      default -> Answer.notAllowed(path);
    };
  }

  /** A file is somebody's bytes: no browser may take it for a page of ours. */
  private static Answer file(OpenedFile file) {
    return new Answer(
        200,
        file.mimeType(),
        Map.of("X-Content-Type-Options", "nosniff", "Content-Disposition", file.disposition()),
        file.bytes());
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
