package dev.netlab.ip;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.net.InetAddress;

/** All parts rest on this one, so it rests on nothing. */
@AnalyzeClasses(packages = "dev.netlab.ip", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  @ArchTest
  static final ArchRule VALUES_ALONE =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideOutsideOfPackages(
              "dev.netlab.ip",
              "java.lang..",
              "java.net",
              "java.nio",
              "java.util..",
              "org.jspecify.annotations..");

  @ArchTest
  static final ArchRule ASKS_NOBODY =
      noClasses()
          .should()
          .dependOnClassesThat()
          .haveNameMatching("java\\.net\\.(?!InetAddress$|Inet6Address$|UnknownHost).*")
          .orShould()
          .callMethod(InetAddress.class, "getByName", String.class)
          .orShould()
          .callMethod(InetAddress.class, "getAllByName", String.class)
          .orShould()
          .callMethod(InetAddress.class, "getHostName");
}
