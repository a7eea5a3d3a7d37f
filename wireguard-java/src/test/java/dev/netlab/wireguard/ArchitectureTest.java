package dev.netlab.wireguard;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(
    packages = "dev.netlab.wireguard",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest
  static final ArchRule theProtocolHasNoSocketClockOrThread =
      noClasses()
          .that()
          .resideInAnyPackage("..crypto..", "..noise..", "..ip..", "..protocol..", "..uapi..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "dev.netlab.netlink..", "java.nio.channels..", "java.nio.file..", "java.time..")
          .orShould()
          .dependOnClassesThat()
          .haveFullyQualifiedName("java.lang.Thread")
          .orShould()
          .dependOnClassesThat()
          .haveNameMatching("java\\.net\\..*(Socket|URL|Channel).*")
          .orShould()
          .dependOnClassesThat()
          .haveNameMatching("java\\.util\\.concurrent\\.(?!TimeUnit).*")
          .orShould()
          .callMethod(System.class, "nanoTime")
          .orShould()
          .callMethod(System.class, "currentTimeMillis");

  @ArchTest
  static final ArchRule arrowsPointOneWay =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("values")
          .definedBy("..wireguard.crypto..", "..wireguard.ip..")
          .layer("noise")
          .definedBy("..wireguard.noise..")
          .layer("protocol")
          .definedBy("..wireguard.protocol..")
          .layer("uapi")
          .definedBy("..wireguard.uapi..")
          .layer("device")
          .definedBy("..wireguard.device..")
          .layer("main")
          .definedBy("..wireguard.main..")
          .whereLayer("main")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("device")
          .mayOnlyBeAccessedByLayers("main")
          .whereLayer("uapi")
          .mayOnlyBeAccessedByLayers("device", "main")
          .whereLayer("protocol")
          .mayOnlyBeAccessedByLayers("uapi", "device", "main")
          .whereLayer("noise")
          .mayOnlyBeAccessedByLayers("protocol");
}
