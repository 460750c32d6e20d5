package org.ledplatform.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.ledplatform.whatsapp.WhatsAppException;

/** The design's promises about who may know whom, held against the compiled classes. */
class ArchitectureTest {

  /** The last word of packages that the protobuf compiler writes. */
  private static final String GENERATED = ".proto";

  private static JavaClasses classes;
  private static Set<Dependency> dependencies;

  @BeforeAll
  static void readTheClasses() throws URISyntaxException {
    Path directory =
        Path.of(
            WhatsAppException.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    classes = new ClassFileImporter().importPath(directory);
    dependencies = Dependencies.of(classes, directory);
  }

  @Test
  void theClientIsPureJavaAndKnowsNothingElseInTheHouse() {
    assertThat(HouseRules.whatsappKnowsNobody(dependencies)).isEmpty();
  }

  @Test
  void featuresKnowOnlyTheFeaturesThatTheyBuildUponAndNoTechnology() {
    assertThat(HouseRules.featuresKnowNoTechnology(dependencies)).isEmpty();
  }

  @Test
  void technologiesKnowFeaturesAndNeverEachOther() {
    assertThat(HouseRules.technologiesKnowNotEachOther(dependencies)).isEmpty();
  }

  @Test
  void clientAndSandboxMeetOnlyOnTheWire() {
    assertThat(HouseRules.clientAndSandboxMeetOnTheWire(dependencies)).isEmpty();
  }

  @Test
  void builtInCommandsKnowNoSocketNoStoreAndNoContainer() {
    assertThat(HouseRules.builtInCommandsStayPlain(dependencies)).isEmpty();
  }

  @Test
  void neitherRoomsNorPackagesOfTheClientKnowOneAnotherInACircle() {
    assertThat(HouseRules.cycles(dependencies)).isEmpty();
  }

  @Test
  void onlyTheCryptoPackageTouchesTheCurveLibrary() {
    assertThat(HouseRules.onlyCryptoTouchesTheCurve(dependencies)).isEmpty();
  }

  @Test
  void everyPackageIsNullMarked() {
    Set<String> unmarked = new TreeSet<>();
    for (JavaClass type : classes) {
      JavaPackage home = type.getPackage();
      if (!home.getName().endsWith(GENERATED) && !home.isAnnotatedWith(NullMarked.class)) {
        unmarked.add(home.getName());
      }
    }
    assertThat(unmarked).as("packages without @NullMarked in package-info.java").isEmpty();
  }

  @Test
  void nobodyPrintsToTheStandardStreams() {
    CodingRules.NOBODY_PRINTS.check(classes.that(DescribedPredicate.not(CodingRules.runAlone())));
  }

  @Test
  void onlyTheAssemblyMakesThreads() {
    CodingRules.ONLY_ASSEMBLY_MAKES_THREADS.check(classes);
  }
}
