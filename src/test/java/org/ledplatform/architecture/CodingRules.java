package org.ledplatform.architecture;

import static com.tngtech.archunit.lang.conditions.ArchPredicates.are;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.GeneralCodingRules;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;

/** What no class may do, wherever it lives. */
final class CodingRules {

  /** Code that runs outside a server and speaks to whoever started it. */
  private static final String[] ALONE = {
    "org.ledplatform.sandbox.standalone..", "org.ledplatform.assembly.launch.."
  };

  private CodingRules() {}

  /** The programs that run alone are the exception: see {@link #ALONE}. */
  static final ArchRule NOBODY_PRINTS =
      GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS
          .as("no code of the server writes to the standard streams")
          .allowEmptyShould(true);

  /** Threads are made, bounded and counted in one room; see {@code src/docs/concurrency.md}. */
  static final ArchRule ONLY_ASSEMBLY_MAKES_THREADS =
      noClasses()
          .that()
          .resideOutsideOfPackages("org.ledplatform.assembly..", ALONE[0])
          .should()
          .callCodeUnitWhere(makesThreads())
          .allowEmptyShould(true);

  static DescribedPredicate<JavaClass> runAlone() {
    return are(JavaClass.Predicates.resideInAnyPackage(ALONE));
  }

  private static DescribedPredicate<JavaCall<?>> makesThreads() {
    Set<String> makers =
        Set.of(
            ThreadPoolExecutor.class.getName(),
            ScheduledThreadPoolExecutor.class.getName(),
            ForkJoinPool.class.getName(),
            "java.util.Timer");
    return DescribedPredicate.describe(
        "make threads",
        call -> {
          String owner = call.getTargetOwner().getName();
          String name = call.getTarget().getName();
          return switch (owner) {
            case "java.lang.Thread" ->
                Set.of("<init>", "startVirtualThread", "ofVirtual", "ofPlatform").contains(name);
            default ->
                owner.equals(Executors.class.getName())
                    || (makers.contains(owner) && Set.of("<init>", "commonPool").contains(name))
                    || (owner.equals(CompletableFuture.class.getName()) && runsAnywhere(call))
                    || name.equals("parallelStream");
          };
        });
  }

  /** {@code supplyAsync(task)} and its like run on a pool that nobody here bounds or counts. */
  private static boolean runsAnywhere(JavaCall<?> call) {
    return call.getTarget().getName().endsWith("Async")
        && call.getTarget().getRawParameterTypes().stream()
            .noneMatch(type -> type.isAssignableTo(Executor.class));
  }
}
