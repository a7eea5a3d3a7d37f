package dev.netlab.emulator;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The arrows between the emulator's packages; a package that is not there yet breaks none. */
@AnalyzeClasses(
    packages = "dev.netlab.emulator",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  private static final String EMULATOR = "dev.netlab.emulator";

  /** Anybody may know what an address is. */
  private static final String VALUES = "dev.netlab.ip";

  @ArchTest
  static final ArchRule LAB_KNOWS_VALUES_ONLY =
      only("lab", "dev.netlab.nft.policy", EMULATOR + ".packet.match", "dev.netlab.netlink.route");

  /** Of netlink beside its words: how a stranger's file is opened, and what nft would read. */
  @ArchTest
  static final ArchRule YAML_MAKES_LABS =
      only(
          "yaml",
          EMULATOR + ".lab",
          EMULATOR + ".packet.match",
          "dev.netlab.nft..",
          "dev.netlab.netlink",
          "dev.netlab.netlink.nft",
          "dev.netlab.netlink.route",
          "dev.netlab.netlink.sys");

  @ArchTest
  static final ArchRule PICTURES_ARE_MADE_FROM_THE_LAB_ALONE =
      only("graph..", EMULATOR + ".lab", EMULATOR + ".graph..", "dev.netlab.nft..");

  @ArchTest
  static final ArchRule ONLY_THE_DRAWING_KNOWS_THE_LAYOUT_KERNEL =
      noClasses()
          .that()
          .resideOutsideOfPackage(EMULATOR + ".graph.draw")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.eclipse..", "com.google.common..");

  @ArchTest static final ArchRule PACKET_IS_PURE = only("packet..", EMULATOR + ".packet..");

  @ArchTest
  static final ArchRule STORIES_ARE_VALUES =
      only("trace.story", EMULATOR + ".capture", EMULATOR + ".lab", EMULATOR + ".packet");

  @ArchTest
  static final ArchRule FOLLOWING_IS_PURE =
      only(
          "trace.follow",
          EMULATOR + ".capture",
          EMULATOR + ".lab",
          EMULATOR + ".packet",
          EMULATOR + ".trace.story");

  @ArchTest
  static final ArchRule TRACES_KNOW_NO_FACTS =
      noClasses()
          .that()
          .resideInAPackage(EMULATOR + ".trace..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage(EMULATOR + ".check..");

  @ArchTest
  static final ArchRule PLAN_TOUCHES_NOTHING =
      noClasses()
          .that()
          .resideInAPackage(EMULATOR + ".plan..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "dev.netlab.netlink.sys..",
              "dev.netlab.netlink.socket..",
              "dev.netlab.netlink.namespace..",
              "java.nio.file..",
              "java.net.http..",
              EMULATOR + ".run..",
              EMULATOR + ".agent..",
              EMULATOR + ".yaml..")
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule NOTHING_KNOWS_THE_COMMAND_LINE =
      noClasses()
          .that()
          .resideOutsideOfPackage(EMULATOR + ".cli..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(EMULATOR + ".cli..", "picocli..");

  @ArchTest
  static final ArchRule ONLY_THE_READER_KNOWS_YAML =
      noClasses()
          .that()
          .resideOutsideOfPackage(EMULATOR + ".yaml..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.snakeyaml..");

  /** Classes of the package use of the project what is named, and of the rest what is no system. */
  private static ArchRule only(String name, String... allowed) {
    DescribedPredicate<JavaClass> ours =
        resideInAPackage("dev.netlab..").and(DescribedPredicate.not(resideInAPackage(VALUES)));
    DescribedPredicate<JavaClass> good =
        resideInAnyPackage(allowed).or(resideInAPackage(EMULATOR + "." + name));
    return noClasses()
        .that()
        .resideInAPackage(EMULATOR + "." + name)
        .should()
        .dependOnClassesThat(ours.and(DescribedPredicate.not(good)))
        .allowEmptyShould(true);
  }
}
