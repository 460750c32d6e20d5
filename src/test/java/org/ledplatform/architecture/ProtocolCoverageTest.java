package org.ledplatform.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The page that says what of the protocol is there names only what is there. */
class ProtocolCoverageTest {

  private static final Path PAGE = Path.of("src/docs/protocol-coverage.md");
  private static final Pattern NAME = Pattern.compile("`([\\w.]+)`");

  private static Set<String> namesUnder(String... folders) throws IOException {
    Set<String> names = new HashSet<>();
    for (String folder : folders) {
      try (Stream<Path> files = Files.walk(Path.of(folder))) {
        names.addAll(
            files
                .map(file -> file.getFileName().toString())
                .filter(name -> name.endsWith(".java"))
                .map(name -> name.substring(0, name.length() - ".java".length()))
                .collect(Collectors.toSet()));
      }
    }
    return names;
  }

  /** One row of a table. */
  record Row(String section, String part, String where, String tests) {

    static Row of(String line) {
      String[] cells = line.split("\\|", -1);
      assertThat(cells).as("four columns in: %s", line).hasSize(6);
      return new Row(cells[1].strip(), cells[2].strip(), cells[3].strip(), cells[4].strip());
    }
  }

  private static List<String> named(String cell) {
    return NAME.matcher(cell)
        .results()
        .map(found -> found.group(1).replaceFirst(".*\\.", ""))
        .toList();
  }

  static List<Row> rows() throws IOException {
    return Files.readAllLines(PAGE).stream()
        .filter(line -> line.startsWith("|"))
        .filter(line -> !line.startsWith("| §") && !line.startsWith("|---"))
        .map(Row::of)
        .toList();
  }

  @ParameterizedTest
  @MethodSource("rows")
  void everyRowNamesItsClassAndItsTestOrSaysNotDone(Row row) throws IOException {
    if (row.where().startsWith("**not done**")) {
      assertThat(row.where())
          .as("why it is not done")
          .hasSizeGreaterThan("**not done**: ".length());
      return;
    }
    assertThat(named(row.where())).as("classes of %s", row.part()).isNotEmpty();
    assertThat(missing(row.where(), namesUnder("src/main/java"))).as("not in the tree").isEmpty();
    assertThat(named(row.tests())).as("tests of %s", row.part()).isNotEmpty();
    assertThat(missing(row.tests(), namesUnder("src/test/java", "src/it/java")))
        .as("not in the tree")
        .isEmpty();
  }

  private static List<String> missing(String cell, Set<String> there) {
    return named(cell).stream().filter(name -> !there.contains(name)).toList();
  }

  @Test
  void thereAreRows() throws IOException {
    assertThat(rows()).hasSizeGreaterThan(20);
  }
}
