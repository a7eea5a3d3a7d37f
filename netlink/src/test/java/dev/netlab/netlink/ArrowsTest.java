package dev.netlab.netlink;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.equivalentTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which package may know which. */
class ArrowsTest {
  private static final String BASE = "dev.netlab.netlink.";
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.netlab.netlink");

  @Test
  void onlySyscallKnowsJnr() {
    noClasses()
        .that()
        .resideOutsideOfPackage(BASE + "syscall..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("jnr..", "com.kenai..")
        .check(CLASSES);
  }

  @ParameterizedTest
  @CsvSource({
    "syscall,",
    "wire, syscall",
    "netns, syscall",
    "socket, syscall wire netns",
    "rtnetlink, syscall wire netns socket",
    "genetlink, syscall wire netns socket rtnetlink",
    "snmp, syscall netns",
    "process, syscall",
    "unix, syscall",
    "file, syscall",
    "tracefs, syscall process"
  })
  void aPackageKnowsOnlyThoseBelow(String name, String below) {
    String[] known =
        Stream.concat(Stream.of(name), below == null ? Stream.of() : Stream.of(below.split(" ")))
            .map(p -> BASE + p + "..")
            .toArray(String[]::new);
    noClasses()
        .that()
        .resideInAPackage(BASE + name + "..")
        .should()
        .dependOnClassesThat(
            resideInAnyPackage("dev.netlab..")
                .and(not(resideInAnyPackage(known)))
                .and(not(resideInAPackage("dev.netlab.ip")))
                .and(not(equivalentTo(KernelException.class))))
        .check(CLASSES);
  }
}
