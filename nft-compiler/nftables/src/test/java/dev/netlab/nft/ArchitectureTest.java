package dev.netlab.nft;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The arrows: of netlab's other parts only what an address is, and inside the way of the data. */
@AnalyzeClasses(packages = "dev.netlab.nft", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  @ArchTest
  static final ArchRule NEEDS_ADDRESSES_ALONE =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideOutsideOfPackages(
              "dev.netlab.nft..",
              "dev.netlab.ip",
              "java..",
              "org.jspecify.annotations..",
              "tools.jackson..");

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

  @ArchTest
  static final ArchRule ARROWS =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("value")
          .definedBy("dev.netlab.nft.value..")
          .layer("policy")
          .definedBy("dev.netlab.nft.policy..")
          .layer("ruleset")
          .definedBy("dev.netlab.nft.ruleset..")
          .layer("listing")
          .definedBy("dev.netlab.nft.listing..")
          .whereLayer("listing")
          .mayNotBeAccessedByAnyLayer()
          .layer("compile")
          .definedBy("dev.netlab.nft.compile..")
          .layer("simulate")
          .definedBy("dev.netlab.nft.simulate..")
          .whereLayer("compile")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("simulate")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("policy")
          .mayOnlyBeAccessedByLayers("compile")
          .whereLayer("ruleset")
          .mayOnlyBeAccessedByLayers("compile", "simulate", "listing")
          .whereLayer("value")
          .mayOnlyBeAccessedByLayers("policy", "ruleset", "compile", "simulate", "listing");
}
