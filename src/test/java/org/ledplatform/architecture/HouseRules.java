package org.ledplatform.architecture;

import static org.ledplatform.architecture.Dependency.ROOT;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Who may know whom. Each rule takes dependencies and returns those that break it; the tests say
 * why each rule is there.
 */
final class HouseRules {

  static final Set<String> FEATURES =
      Set.of("listing", "account", "bot", "journal", "command", "conversation", "moderation");

  /** Rooms, or packages where a room holds several technologies. */
  static final List<String> TECHNOLOGIES =
      List.of(
          "link", "storage.jpa", "storage.firestore", "security", "cluster", "api", "web", "ops");

  /** The features that each feature may know: only those that it builds upon. */
  private static final Map<String, Set<String>> BUILDS_UPON =
      Map.of(
          "listing", Set.of(),
          "account", Set.of("listing"),
          "bot", Set.of("listing", "account"),
          "journal", Set.of("listing", "account", "bot"),
          "command", Set.of("listing", "account", "bot", "journal", "moderation"),
          "moderation", Set.of("listing", "account", "bot", "journal"),
          "conversation", Set.of("listing", "account", "bot", "journal", "command", "moderation"));

  private static final Set<String> SANDBOX_SHARES_WITH_THE_CLIENT =
      Set.of(
          "jid",
          "node",
          "noise",
          "socket",
          "signal",
          "message",
          "content",
          "group",
          "media",
          "appstate",
          "crypto",
          "pairing",
          "store",
          "proto");

  private static final Comparator<Dependency> BY_TEXT = Comparator.comparing(Dependency::toString);

  private HouseRules() {}

  /** Rule 1: the client is pure Java SE; it knows two libraries and nothing of this house. */
  static List<Dependency> whatsappKnowsNobody(Collection<Dependency> all) {
    return broken(
        all,
        from -> Dependency.roomOf(from).equals("whatsapp"),
        to ->
            Dependency.roomOf(to).equals("whatsapp")
                || startsWithAny(
                    to,
                    "java.",
                    "javax.crypto.",
                    "javax.net.",
                    "com.google.protobuf.",
                    "it.auties.curve25519.",
                    "org.bouncycastle.math.",
                    "org.jspecify."));
  }

  /** Rule 2: features know the features that they build upon, injection, and no technology. */
  static List<Dependency> featuresKnowNoTechnology(Collection<Dependency> all) {
    return all.stream()
        .filter(d -> FEATURES.contains(d.fromRoom()))
        .filter(d -> !mayFeatureKnow(d))
        .sorted(BY_TEXT)
        .toList();
  }

  private static boolean mayFeatureKnow(Dependency d) {
    if (d.stays()) {
      return d.fromRoom().equals(d.toRoom())
          || BUILDS_UPON.getOrDefault(d.fromRoom(), Set.of()).contains(d.toRoom());
    }
    return startsWithAny(d.to(), "java.", "jakarta.inject.", "jakarta.enterprise.", "org.jspecify.")
        && !startsWithAny(d.to(), "java.sql.", "java.net.http.");
  }

  /** Rule 3: technologies meet in {@code assembly} only; one door each to client and sandbox. */
  static List<Dependency> technologiesKnowNotEachOther(Collection<Dependency> all) {
    Predicate<Dependency> otherTechnology =
        d -> {
          String own = technologyOf(d.from());
          String other = technologyOf(d.to());
          return !own.isEmpty() && !other.isEmpty() && !own.equals(other);
        };
    Predicate<Dependency> wrongDoorToTheClient =
        d ->
            d.toRoom().equals("whatsapp") && !isOneOf(d, "whatsapp", "link", "sandbox", "assembly");
    Predicate<Dependency> wrongDoorToTheSandbox =
        d -> d.toRoom().equals("sandbox") && !isOneOf(d, "sandbox", "api", "assembly");
    Predicate<Dependency> knowsTheComposer =
        d -> d.toRoom().equals("assembly") && !isOneOf(d, "assembly");
    return all.stream()
        .filter(d -> d.from().startsWith(ROOT))
        .filter(
            otherTechnology.or(wrongDoorToTheClient).or(wrongDoorToTheSandbox).or(knowsTheComposer))
        .sorted(BY_TEXT)
        .toList();
  }

  /** Rule 4: client and sandbox meet only on the wire. */
  static List<Dependency> clientAndSandboxMeetOnTheWire(Collection<Dependency> all) {
    List<Dependency> found = new ArrayList<>();
    found.addAll(
        broken(
            all,
            from -> Dependency.roomOf(from).equals("whatsapp"),
            to -> !Dependency.roomOf(to).equals("sandbox")));
    found.addAll(
        broken(
            all,
            from -> Dependency.roomOf(from).equals("sandbox"),
            to ->
                !to.startsWith(ROOT)
                    || Dependency.roomOf(to).equals("sandbox")
                    || isShared(to.substring(ROOT.length()))));
    return found;
  }

  private static boolean isShared(String name) {
    if (!name.startsWith("whatsapp.")) {
      return false;
    }
    String rest = name.substring("whatsapp.".length());
    int dot = rest.indexOf('.');
    return dot < 0 || SANDBOX_SHARES_WITH_THE_CLIENT.contains(rest.substring(0, dot));
  }

  /** Rule 5: a built-in command knows commands and features; no socket, store or container. */
  static List<Dependency> builtInCommandsStayPlain(Collection<Dependency> all) {
    return broken(
        all,
        from -> from.startsWith(ROOT + "command.builtin."),
        to ->
            to.startsWith(ROOT)
                ? Set.of("command", "listing", "account", "bot", "journal", "moderation")
                    .contains(Dependency.roomOf(to))
                : startsWithAny(
                        to,
                        "java.",
                        "jakarta.inject.",
                        "jakarta.enterprise.context.",
                        "org.jspecify.")
                    && !startsWithAny(to, "java.net.", "java.nio.", "java.sql.", "java.io.File"));
  }

  /** Rule 6: no cycles between rooms, nor between the packages inside {@code whatsapp}. */
  static List<List<String>> cycles(Collection<Dependency> all) {
    List<Dependency> own =
        all.stream().filter(d -> d.from().startsWith(ROOT) && d.stays()).toList();
    List<Dependency> client =
        own.stream()
            .filter(d -> d.fromRoom().equals("whatsapp") && d.toRoom().equals("whatsapp"))
            .toList();
    return Stream.concat(
            Cycles.in(arrows(own, Dependency::fromRoom, Dependency::toRoom)).stream(),
            Cycles.in(arrows(client, Dependency::fromPackage, Dependency::toPackage)).stream())
        .toList();
  }

  private static Map<String, Set<String>> arrows(
      Collection<Dependency> all,
      Function<Dependency, String> from,
      Function<Dependency, String> to) {
    return all.stream()
        .filter(d -> !from.apply(d).equals(to.apply(d)))
        .collect(Collectors.groupingBy(from, Collectors.mapping(to, Collectors.toSet())));
  }

  /** More than the six: {@code whatsapp.crypto} is the only package that touches the library. */
  static List<Dependency> onlyCryptoTouchesTheCurve(Collection<Dependency> all) {
    return broken(
        all,
        from -> from.startsWith(ROOT) && !from.startsWith(ROOT + "whatsapp.crypto."),
        to -> !to.startsWith("it.auties.curve25519.") && !to.startsWith("org.bouncycastle.math."));
  }

  private static List<Dependency> broken(
      Collection<Dependency> all, Predicate<String> whose, Predicate<String> mayKnow) {
    return all.stream()
        .filter(d -> whose.test(d.from()) && !mayKnow.test(d.to()))
        .sorted(BY_TEXT)
        .toList();
  }

  private static String technologyOf(String className) {
    return TECHNOLOGIES.stream()
        .filter(room -> className.startsWith(ROOT + room + "."))
        .findFirst()
        .orElse("");
  }

  private static boolean isOneOf(Dependency d, String... rooms) {
    return List.of(rooms).contains(d.fromRoom());
  }

  private static boolean startsWithAny(String name, String... prefixes) {
    return Stream.of(prefixes).anyMatch(name::startsWith);
  }
}
