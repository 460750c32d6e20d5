package org.ledplatform.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;

/**
 * Which class names which, as two readers of class files see it. ArchUnit knows annotations and
 * generics but misses a type that is named only in a {@code case Type t ->} label; jdeps sees that
 * one. The rules are held against both together.
 */
final class Dependencies {

  /** A line of the report: one class, an arrow, another class, where that one was found. */
  private static final Pattern ARROW = Pattern.compile("^\\s+(\\S+)\\s+->\\s+(\\S+)\\s.*$");

  private Dependencies() {}

  /**
   * Everything that the classes name.
   *
   * @param classes as ArchUnit read them from {@code directory}
   * @param directory root of the class files
   */
  static Set<Dependency> of(JavaClasses classes, Path directory) {
    Set<Dependency> all = seenByArchUnit(classes);
    all.addAll(seenByJdeps(directory));
    return all;
  }

  static Set<Dependency> seenByArchUnit(JavaClasses classes) {
    Set<Dependency> seen = new HashSet<>();
    for (JavaClass type : classes) {
      type.getDirectDependenciesFromSelf()
          .forEach(
              dependency ->
                  add(
                      seen,
                      type.getName(),
                      dependency.getTargetClass().getBaseComponentType().getName()));
    }
    return seen;
  }

  static Set<Dependency> seenByJdeps(Path directory) {
    StringWriter out = new StringWriter();
    StringWriter errors = new StringWriter();
    ToolProvider jdeps =
        ToolProvider.findFirst("jdeps")
            .orElseThrow(() -> new IllegalStateException("this Java has no jdeps; use a JDK"));
    int code =
        jdeps.run(
            new PrintWriter(out),
            new PrintWriter(errors),
            "-verbose:class",
            "-filter:none",
            directory.toString());
    if (code != 0) {
      throw new IllegalStateException("jdeps ended with " + code + ": " + out + errors);
    }
    return parse(out.toString());
  }

  private static Set<Dependency> parse(String report) {
    Set<Dependency> seen = new HashSet<>();
    for (String line : report.lines().toList()) {
      Matcher arrow = ARROW.matcher(line);
      if (arrow.matches()) {
        add(seen, arrow.group(1), arrow.group(2));
      }
    }
    return seen;
  }

  private static void add(Set<Dependency> seen, String from, String to) {
    Dependency dependency = new Dependency(from, to);
    if (!dependency.from().equals(dependency.to()) && dependency.to().contains(".")) {
      seen.add(dependency);
    }
  }
}
