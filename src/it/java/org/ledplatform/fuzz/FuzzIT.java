package org.ledplatform.fuzz;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.lang.reflect.Method;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.ledplatform.testing.ChildProcess;

/**
 * Runs every fuzz test guided by coverage, each in a process of its own, two at a time, for {@code
 * led.fuzz.seconds}. Only those whose name holds {@code led.fuzz.target}, when it is given. What it
 * finds lies in {@code target/fuzz}; put it beside the committed inputs of that test.
 */
class FuzzIT {

  private static final int SECONDS = Integer.getInteger("led.fuzz.seconds", 1);
  private static final int LONG = 20;
  private static final String TARGET = System.getProperty("led.fuzz.target", "");
  private static final Duration START_AND_END = Duration.ofSeconds(180);
  private static final Path FOLDER = Path.of("target", "fuzz");
  private static final int AT_A_TIME = 2;
  private static final Map<Method, Future<Run>> RUNNING = new ConcurrentHashMap<>();
  private static final Pattern RUNS = Pattern.compile("number_of_executed_units: (\\d+)");

  static Stream<Method> fuzzTests() throws IOException, URISyntaxException {
    Path classes = Path.of(Refused.class.getResource("/").toURI());
    try (Stream<Path> files = Files.walk(classes)) {
      List<Path> found = files.filter(f -> f.toString().endsWith("FuzzTest.class")).toList();
      return found.stream()
          .map(file -> load(classes.relativize(file)))
          .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
          .filter(method -> method.isAnnotationPresent(FuzzTest.class))
          .filter(method -> method.toString().contains(TARGET));
    }
  }

  private static Class<?> load(Path file) {
    String name = file.toString().replace(java.io.File.separatorChar, '.').replace(".class", "");
    try {
      return Class.forName(name, false, FuzzIT.class.getClassLoader());
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  private record Run(int exit, String output) {}

  @BeforeAll
  static void start() throws IOException, URISyntaxException {
    Files.createDirectories(FOLDER);
    // Nothing waits for the pool: it ends once all that it was given is done.
    try (Stream<Method> tests = fuzzTests()) {
      ExecutorService pool = Executors.newFixedThreadPool(AT_A_TIME);
      tests.forEach(test -> RUNNING.put(test, pool.submit(() -> run(test))));
      pool.shutdown();
    }
  }

  @ParameterizedTest
  @MethodSource("fuzzTests")
  void findsNothing(Method fuzzTest) throws ExecutionException, InterruptedException {
    Run run = requireNonNull(RUNNING.get(fuzzTest)).get();
    assertThat(run.exit()).describedAs("%s", run.output()).isZero();
    Matcher runs = RUNS.matcher(run.output());
    assertThat(runs.find()).describedAs("%s", run.output()).isTrue();
    System.out.println(name(fuzzTest) + ": " + runs.group(1) + " inputs");
  }

  private static Run run(Method fuzzTest) {
    Path log = FOLDER.resolve(name(fuzzTest) + ".log");
    try (ChildProcess fuzzer = ChildProcess.start(command(fuzzTest), FOLDER, log)) {
      return new Run(fuzzer.waitForEnd(START_AND_END.plusSeconds(SECONDS)), fuzzer.output());
    }
  }

  private static String name(Method fuzzTest) {
    return fuzzTest.getDeclaringClass().getSimpleName() + "." + fuzzTest.getName();
  }

  private static List<String> command(Method fuzzTest) {
    return List.of(
        ChildProcess.java(),
        "-Xmx512m",
        "-XX:+UseSerialGC",
        // Half of a short run is spent on starting; the simple compiler halves that.
        SECONDS < LONG ? "-XX:TieredStopAtLevel=1" : "-XX:+TieredCompilation",
        "-XX:+EnableDynamicAgentLoading",
        "--enable-native-access=ALL-UNNAMED",
        "--sun-misc-unsafe-memory-access=allow",
        "-cp",
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
        "com.code_intelligence.jazzer.Jazzer",
        "--target_class=" + fuzzTest.getDeclaringClass().getName(),
        "--target_method=" + fuzzTest.getName(),
        "-max_total_time=" + SECONDS,
        // Generated code is large, and what it does is seen in the code that uses it.
        "--instrumentation_excludes=org.ledplatform.whatsapp.proto.**",
        "--custom_hook_excludes=org.ledplatform.whatsapp.proto.**",
        // The first input may wait for classes to be instrumented.
        "-timeout=120",
        "-rss_limit_mb=2048",
        "-print_final_stats=1");
  }
}
