package dev.netlab.cli;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The arrows between the packages of a module; those between modules are Maven's. */
@AnalyzeClasses(
    packages = {"dev.netlab.lab", "dev.netlab.engine", "dev.netlab.insight", "dev.netlab.cli"},
    importOptions = {ImportOption.DoNotIncludeTests.class, ArchitectureTest.NoTestJars.class})
class ArchitectureTest {
  private static final String LAB = "dev.netlab.lab";
  private static final String INSIGHT = "dev.netlab.insight";
  private static final String PACKET = "dev.netlab.packet";

  /** Anybody may know what an address is. */
  private static final String VALUES = "dev.netlab.ip";

  /** What the tests of other modules share with those of this one. */
  static final class NoTestJars implements ImportOption {
    @Override
    public boolean includes(Location location) {
      return !location.contains("-tests.jar");
    }
  }

  @ArchTest
  static final ArchRule LAB_KNOWS_VALUES_ONLY =
      only(LAB, "dev.netlab.nft.policy", PACKET + ".filter", "dev.netlab.netlink.rtnetlink");

  /** Of netlink beside its words: how a stranger's file is opened, and what nft would read. */
  @ArchTest
  static final ArchRule YAML_MAKES_LABS =
      only(
          LAB + ".yaml",
          LAB,
          PACKET + ".filter",
          "dev.netlab.kubernetes",
          "dev.netlab.nft..",
          "dev.netlab.netlink",
          "dev.netlab.netlink.nft",
          "dev.netlab.netlink.rtnetlink",
          "dev.netlab.netlink.syscall");

  @ArchTest
  static final ArchRule PICTURES_ARE_MADE_FROM_THE_LAB_ALONE =
      only(LAB + ".graph..", LAB, "dev.netlab.netlink.rtnetlink", "dev.netlab.nft..");

  @ArchTest
  static final ArchRule ONLY_THE_DRAWING_KNOWS_THE_LAYOUT_KERNEL =
      noClasses()
          .that()
          .resideOutsideOfPackage(LAB + ".graph.svg")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.eclipse..", "com.google.common..");

  @ArchTest
  static final ArchRule PLAN_TOUCHES_NOTHING =
      noClasses()
          .that()
          .resideInAPackage(LAB + ".plan..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "dev.netlab.netlink.syscall..",
              "dev.netlab.netlink.socket..",
              "dev.netlab.netlink.netns..",
              "java.nio.file..",
              "java.net.http..",
              LAB + ".yaml..");

  @ArchTest
  static final ArchRule ONLY_THE_READER_KNOWS_YAML =
      noClasses()
          .that()
          .resideOutsideOfPackage(LAB + ".yaml..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.snakeyaml..");

  @ArchTest static final ArchRule STORIES_ARE_VALUES = only(INSIGHT + ".story", LAB, PACKET);

  @ArchTest
  static final ArchRule SNAPSHOTS_ARE_BELOW_WHAT_IS_MADE_OF_THEM =
      noClasses()
          .that()
          .resideInAPackage(INSIGHT + ".snapshot")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              INSIGHT + ".capture..",
              INSIGHT + ".explain..",
              INSIGHT + ".trace..",
              INSIGHT + ".facts..");

  @ArchTest
  static final ArchRule PREDICTIONS_KNOW_NOTHING_THAT_WAS_SEEN =
      noClasses()
          .that()
          .resideInAPackage(INSIGHT + ".explain..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(INSIGHT + ".capture..", INSIGHT + ".trace..", INSIGHT + ".facts..");

  @ArchTest
  static final ArchRule CORRELATING_IS_PURE =
      only(INSIGHT + ".trace.correlate", INSIGHT + ".capture", INSIGHT + ".story", LAB, PACKET);

  @ArchTest
  static final ArchRule TRACES_KNOW_NO_FACTS_AND_NO_PREDICTIONS =
      noClasses()
          .that()
          .resideInAPackage(INSIGHT + ".trace..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(INSIGHT + ".facts..", INSIGHT + ".explain..");

  @ArchTest
  static final ArchRule PACKAGES_KNOW_EACH_OTHER_IN_ONE_DIRECTION =
      slices().matching("dev.netlab.(**)").should().beFreeOfCycles();

  /** Classes of the package use of the project what is named, and of the rest what is no system. */
  private static ArchRule only(String name, String... allowed) {
    DescribedPredicate<JavaClass> ours =
        resideInAPackage("dev.netlab..").and(DescribedPredicate.not(resideInAPackage(VALUES)));
    DescribedPredicate<JavaClass> good = resideInAnyPackage(allowed).or(resideInAPackage(name));
    return noClasses()
        .that()
        .resideInAPackage(name)
        .should()
        .dependOnClassesThat(ours.and(DescribedPredicate.not(good)));
  }
}
