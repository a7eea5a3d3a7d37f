package dev.netlab.kubernetes;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Kubernetes' model is known here alone, and nothing is read but what a caller gives. */
@AnalyzeClasses(
    packages = "dev.netlab.kubernetes",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  @ArchTest
  static final ArchRule NEEDS_POLICIES_AND_THE_MODEL =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideOutsideOfPackages(
              "dev.netlab.kubernetes..",
              "dev.netlab.nft",
              "dev.netlab.nft.policy",
              "dev.netlab.nft.value",
              "dev.netlab.ip",
              "java..",
              "org.jspecify.annotations..",
              "io.fabric8.kubernetes.api.model..",
              "tools.jackson..",
              "org.snakeyaml.engine..");

  @ArchTest
  static final ArchRule PURE =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("java.nio.file..", "java.nio.channels..")
          .orShould()
          .dependOnClassesThat()
          .haveNameMatching(
              "java\\.io\\.File.*|java\\.net\\..*Socket.*|java\\.lang\\.(Thread|Process).*");
}
