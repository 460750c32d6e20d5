package org.ledplatform.whatsapp.client;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.ledplatform.whatsapp.ManualExecutor;
import org.ledplatform.whatsapp.MutableClock;
import org.ledplatform.whatsapp.crypto.KeyPair;
import org.ledplatform.whatsapp.group.GroupMetadata;
import org.ledplatform.whatsapp.group.GroupNode;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.node.Node;
import org.ledplatform.whatsapp.noise.CertificateChain;
import org.ledplatform.whatsapp.proto.ClientPayload;
import org.ledplatform.whatsapp.socket.MemorySockets;
import org.ledplatform.whatsapp.socket.SocketConnector;

/**
 * A network as a test plays it, without threads: it answers what every client asks, and the test
 * says the rest.
 */
final class TestNetwork {

  static final Jid OWN = Jid.parse("49170:5@s.whatsapp.net");
  static final Jid OWN_LID = Jid.parse("900:5@lid");

  final ManualExecutor executor = new ManualExecutor();
  final MutableClock clock = new MutableClock();
  final SecureRandom random = new SecureRandom();
  final KeyPair root = KeyPair.generate(random);
  final KeyPair serverStatic = KeyPair.generate(random);
  final KeyPair account = KeyPair.generate(random);
  final List<ServerEnd> connections = new ArrayList<>();
  final Map<Jid, RemoteDevice> devices = new LinkedHashMap<>();
  final Map<Jid, GroupMetadata> groups = new LinkedHashMap<>();
  KeyPair signingRoot = root;

  /** What to answer to questions of a namespace, instead of the usual. */
  final Map<String, UnaryOperator<Node>> answers = new HashMap<>();

  /** Namespaces of questions that get no answer, or an error. */
  final Set<String> silent = new HashSet<>();

  final Set<String> refused = new HashSet<>();

  /** How much its clock is ahead of the client's. */
  Duration ahead = Duration.ZERO;

  boolean answering = true;
  boolean acknowledging = true;
  boolean pairing = true;
  int preKeyCount = 50;
  Optional<Node> login = Optional.of(Node.of("success").with("lid", OWN_LID));
  UnaryOperator<Node> onLinkCode = asked -> Node.of("error").with("code", 501);
  Optional<Node> groupReply = Optional.empty();
  Optional<String> phash = Optional.empty();
  Runnable onGreeting = () -> {};
  private int refs;

  SocketConnector connector() {
    return MemorySockets.connector(
        socket -> {
          byte[] chain =
              CertificateChain.issue(
                  signingRoot,
                  KeyPair.generate(random),
                  serverStatic.publicKey(),
                  clock.instant(),
                  random);
          ServerEnd end = new ServerEnd(socket, serverStatic, chain, this::greet, this::answer);
          connections.add(end);
          return end;
        },
        executor);
  }

  ServerEnd last() {
    return connections.getLast();
  }

  void run() {
    executor.runAll();
  }

  void advance(WhatsAppClient client, Duration by) {
    clock.advance(by);
    client.tick();
    run();
  }

  private void greet(ServerEnd end, ClientPayload payload) {
    if (payload.hasDevicePairingData()) {
      if (pairing) {
        end.send(pairDevice());
      }
    } else {
      login.map(this::timed).ifPresent(end::send);
    }
    onGreeting.run();
  }

  private Node timed(Node told) {
    return told.tag().equals("success") ? told.with("t", now().getEpochSecond()) : told;
  }

  /** What its own clock says. */
  Instant now() {
    return clock.instant().plus(ahead);
  }

  private Node pairDevice() {
    List<Node> offered = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      offered.add(
          Node.of("ref", ("2@ref" + refs++).getBytes(java.nio.charset.StandardCharsets.UTF_8)));
    }
    return Node.of("iq", Node.of("pair-device").holding(offered))
        .with("from", Jid.NETWORK)
        .with("type", "set")
        .with("id", "pair-1")
        .with("xmlns", "md");
  }

  private void answer(ServerEnd end, Node node) {
    if (!answering) {
      return;
    }
    switch (node.tag()) {
      case "iq" -> answerIq(end, node);
      case "message" -> {
        if (acknowledging) {
          end.send(
              Node.of("ack")
                  .with("class", "message")
                  .with("id", node.require("id"))
                  .with("from", node.require("to"))
                  .with("phash", phash));
        }
      }
      default -> {}
    }
  }

  private void answerIq(ServerEnd end, Node iq) {
    if (iq.has("type", "result") || iq.has("type", "error")) {
      return;
    }
    Node reply =
        Node.of("iq").with("from", Jid.NETWORK).with("type", "result").with("id", iq.require("id"));
    Optional<UnaryOperator<Node>> scripted = Optional.ofNullable(answers.get(iq.require("xmlns")));
    if (silent.contains(iq.require("xmlns"))) {
      return;
    }
    if (refused.contains(iq.require("xmlns"))) {
      Node error = Node.of("error").with("code", 400).with("text", "bad-request");
      end.send(reply.with("type", "error").adding(error));
    } else if (scripted.isPresent()) {
      end.send(reply.adding(scripted.get().apply(iq)));
    } else if (iq.child("link_code_companion_reg").isPresent()) {
      Node said = onLinkCode.apply(iq.requireChild("link_code_companion_reg"));
      end.send(reply.with("type", said.tag().equals("error") ? "error" : "result").adding(said));
    } else if (iq.child("count").isPresent()) {
      end.send(reply.adding(Node.of("count").with("value", preKeyCount)));
    } else if (iq.child("usync").isPresent()) {
      end.send(reply.adding(usync(iq.requireChild("usync"))));
    } else if (iq.child("key").isPresent()) {
      end.send(reply.adding(keys(iq.requireChild("key"))));
    } else if (iq.has("xmlns", "w:g2")) {
      end.send(groupAnswer(iq, reply));
    } else {
      end.send(reply);
    }
  }

  private Node groupAnswer(Node iq, Node reply) {
    if (iq.child("participating").isPresent()) {
      return reply.adding(
          Node.of("groups").holding(groups.values().stream().map(GroupNode::write).toList()));
    }
    if (iq.child("query").isEmpty()) {
      return groupReply.map(reply::adding).orElse(reply);
    }
    return Optional.ofNullable(groups.get(iq.requireJid("to")))
        .map(group -> reply.adding(GroupNode.write(group)))
        .orElseGet(
            () ->
                reply
                    .with("type", "error")
                    .adding(Node.of("error").with("code", 403).with("text", "forbidden")));
  }

  private Node usync(Node asked) {
    List<Node> users = new ArrayList<>();
    for (Node user : asked.requireChild("list").children("user")) {
      Jid person = user.requireJid("jid");
      users.add(Node.of("user", devicesOf(person)).with("jid", person));
    }
    return Node.of("usync", Node.of("list").holding(users));
  }

  /** Every companion has its number as key index. */
  private Node devicesOf(Jid person) {
    List<RemoteDevice> all =
        devices.entrySet().stream()
            .filter(entry -> entry.getKey().sameUser(person))
            .map(Map.Entry::getValue)
            .toList();
    Set<Integer> numbers = all.stream().map(d -> d.jid.device()).collect(Collectors.toSet());
    Node told =
        Node.of(
            "devices",
            Node.of("device-list")
                .holding(
                    numbers.stream()
                        .sorted()
                        .map(n -> Node.of("device").with("id", n).with("key-index", n))
                        .toList()));
    return all.isEmpty()
        ? told
        : told.adding(
            Node.of("key-index-list", all.getFirst().listing(numbers, clock.instant()))
                .with("ts", clock.instant().getEpochSecond()));
  }

  private Node keys(Node asked) {
    return Node.of("list")
        .holding(
            asked.children("user").stream()
                .map(
                    user ->
                        Optional.ofNullable(devices.get(user.requireJid("jid")))
                            .map(RemoteDevice::keyNode)
                            .orElseGet(
                                () ->
                                    Node.of("user", Node.of("error").with("code", 404))
                                        .with("jid", user.require("jid"))))
                .toList());
  }
}
