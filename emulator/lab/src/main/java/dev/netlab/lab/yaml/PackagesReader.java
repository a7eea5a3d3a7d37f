package dev.netlab.lab.yaml;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads the lab's {@code packages}, which map a program to its Debian package. */
final class PackagesReader {
  private static final Pattern PROGRAM = Pattern.compile("[A-Za-z0-9][A-Za-z0-9+._-]*");

  /** Debian Policy 5.6.1. */
  private static final Pattern PACKAGE = Pattern.compile("[a-z0-9][a-z0-9+.-]+");

  /**
   * apt-get(8) interprets {@code NAME-} and {@code NAME+} as remove and install; g++ is a package.
   */
  private static final Pattern OPERATOR = Pattern.compile(".*([^+]\\+|-)");

  private PackagesReader() {}

  static Map<String, String> read(MappingReader lab) {
    Map<String, String> packages = new LinkedHashMap<>();
    for (YamlNode.Entry entry : lab.entries("packages")) {
      String program = entry.key().text();
      if (!PROGRAM.matcher(program).matches()) {
        lab.problems()
            .add(
                entry.key().at(),
                "'%s' is not a program; write its name without a folder, as nginx"
                    .formatted(program));
      }
      lab.values()
          .text(entry.value(), "the package of " + program)
          .ifPresent(
              name -> {
                wrong(name.text()).ifPresent(wrong -> lab.problems().add(name.at(), wrong));
                packages.put(program, name.text());
              });
    }
    return packages;
  }

  private static Optional<String> wrong(String name) {
    if (!PACKAGE.matcher(name).matches()) {
      return Optional.of(
          ("'%s' is not the name of a Debian package; write one such as nginx-light, without a"
                  + " version, a release or a pattern")
              .formatted(name));
    }
    if (OPERATOR.matcher(name).matches()) {
      return Optional.of(
          "'%s' ends as what apt-get takes for an order to install or remove; write the package's name alone"
              .formatted(name));
    }
    return Optional.empty();
  }
}
