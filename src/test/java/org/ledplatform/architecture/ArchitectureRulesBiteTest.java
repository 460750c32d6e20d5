package org.ledplatform.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A rule that cannot fail protects nothing: each one is held against classes, compiled here, that
 * break it.
 */
class ArchitectureRulesBiteTest {

  @TempDir Path directory;

  static Stream<Arguments> offenders() {
    return Stream.of(
        offender(
            "the client knows a feature",
            HouseRules::whatsappKnowsNobody,
            "org.ledplatform.whatsapp.jid.Cheat",
            "org.ledplatform.bot.BotId"),
        offender(
            "the client knows Jakarta",
            HouseRules::whatsappKnowsNobody,
            "org.ledplatform.whatsapp.jid.Cheat",
            "jakarta.inject.Provider<String>"),
        offender(
            "a feature knows a technology",
            HouseRules::featuresKnowNoTechnology,
            "org.ledplatform.bot.Cheat",
            "jakarta.persistence.EntityManager"),
        offender(
            "a feature knows the client",
            HouseRules::featuresKnowNoTechnology,
            "org.ledplatform.conversation.Cheat",
            "org.ledplatform.whatsapp.jid.Jid"),
        offender(
            "a feature knows one that builds upon it",
            HouseRules::featuresKnowNoTechnology,
            "org.ledplatform.account.Cheat",
            "org.ledplatform.bot.Bot"),
        offender(
            "a technology that is not the link knows the client",
            HouseRules::technologiesKnowNotEachOther,
            "org.ledplatform.api.Cheat",
            "org.ledplatform.whatsapp.jid.Jid"),
        offender(
            "the sandbox knows a feature",
            HouseRules::clientAndSandboxMeetOnTheWire,
            "org.ledplatform.sandbox.Cheat",
            "org.ledplatform.bot.BotId"),
        offender(
            "a command opens a socket",
            HouseRules::builtInCommandsStayPlain,
            "org.ledplatform.command.builtin.core.Cheat",
            "java.net.Socket"),
        offender(
            "somebody else touches the curve library",
            HouseRules::onlyCryptoTouchesTheCurve,
            "org.ledplatform.whatsapp.noise.Cheat",
            "it.auties.curve25519.Curve25519"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("offenders")
  void findsTheOffender(
      String what, Function<Set<Dependency>, List<Dependency>> rule, String name, String named)
      throws IOException {
    compile(name, "%s held;".formatted(named));
    assertThat(rule.apply(dependencies())).extracting(Dependency::from).contains(name);
  }

  @Test
  void findsTechnologiesThatKnowEachOther() throws IOException {
    compile("org.ledplatform.web.Cheated", "");
    compile("org.ledplatform.api.Cheat", "org.ledplatform.web.Cheated held;");
    assertThat(HouseRules.technologiesKnowNotEachOther(dependencies())).hasSize(1);
  }

  @Test
  void findsTheSandboxInTheClient() throws IOException {
    compile("org.ledplatform.sandbox.Cheated", "");
    compile("org.ledplatform.whatsapp.client.Cheat", "org.ledplatform.sandbox.Cheated held;");
    assertThat(HouseRules.clientAndSandboxMeetOnTheWire(dependencies())).hasSize(1);
  }

  @Test
  void findsACircleOfRoomsAndOneInsideTheClient() throws IOException {
    compile("org.ledplatform.ops.First", "");
    compile("org.ledplatform.cluster.Second", "org.ledplatform.ops.First held;");
    compile("org.ledplatform.ops.First", "org.ledplatform.cluster.Second held;");
    compile("org.ledplatform.whatsapp.jid.First", "");
    compile("org.ledplatform.whatsapp.node.Second", "org.ledplatform.whatsapp.jid.First held;");
    compile("org.ledplatform.whatsapp.jid.First", "org.ledplatform.whatsapp.node.Second held;");
    assertThat(HouseRules.cycles(dependencies()))
        .containsExactlyInAnyOrder(
            List.of("cluster", "ops"),
            List.of("org.ledplatform.whatsapp.jid", "org.ledplatform.whatsapp.node"));
  }

  @Test
  void seesATypeThatIsNamedOnlyInACaseLabel() throws IOException {
    compile(
        "org.ledplatform.bot.Cheat",
        """
        static boolean isIt(Object o) {
          return switch (o) {
            case jakarta.persistence.EntityManager _ -> true;
            default -> false;
          };
        }
        """);
    assertThat(HouseRules.featuresKnowNoTechnology(dependencies())).hasSize(1);
  }

  @Test
  void findsWhoPrints() throws IOException {
    compile("org.ledplatform.bot.Cheat", "void say() { System.out.println(); }");
    assertBroken(CodingRules.NOBODY_PRINTS);
  }

  @ParameterizedTest
  @MethodSource("waysToMakeThreads")
  void findsWhoMakesThreads(String way) throws IOException {
    compile("org.ledplatform.bot.Cheat", "void run(Runnable r) throws Exception { " + way + "; }");
    assertBroken(CodingRules.ONLY_ASSEMBLY_MAKES_THREADS);
  }

  static Stream<String> waysToMakeThreads() {
    return Stream.of(
        "new Thread(r)",
        "Thread.startVirtualThread(r)",
        "Thread.ofPlatform().start(r)",
        "java.util.concurrent.Executors.newCachedThreadPool()",
        "java.util.concurrent.CompletableFuture.runAsync(r)",
        "java.util.List.of(r).parallelStream()",
        "new java.util.Timer()");
  }

  private void assertBroken(ArchRule rule) {
    assertThat(rule.evaluate(classes()).hasViolation()).isTrue();
  }

  private JavaClasses classes() {
    return new ClassFileImporter().importPath(directory);
  }

  private Set<Dependency> dependencies() {
    return Dependencies.of(classes(), directory);
  }

  private static Arguments offender(
      String what, Function<Set<Dependency>, List<Dependency>> rule, String name, String named) {
    return Arguments.of(what, rule, name, named);
  }

  private void compile(String name, String body) throws IOException {
    int dot = name.lastIndexOf('.');
    String source =
        "package %s; public class %s { %s }"
            .formatted(name.substring(0, dot), name.substring(dot + 1), body);
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      List<String> options =
          List.of(
              "-proc:none",
              "-d",
              directory.toString(),
              "-cp",
              directory + File.pathSeparator + System.getProperty("java.class.path"));
      assertThat(
              compiler
                  .getTask(null, files, null, options, null, List.of(new Source(name, source)))
                  .call())
          .isTrue();
    }
  }

  private static final class Source extends SimpleJavaFileObject {
    private final String text;

    Source(String name, String text) {
      super(
          URI.create("string:///" + name.replace('.', '/') + ".java"), JavaFileObject.Kind.SOURCE);
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }
}
