package dev.netlab.emulator.yaml;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** Reads the lab's {@code packages}: program to Debian package. */
final class PackagesReader {
  private static final Pattern PROGRAM = Pattern.compile("[A-Za-z0-9][A-Za-z0-9+._-]*");

  /** Debian Policy 5.6.1. */
  private static final Pattern PACKAGE = Pattern.compile("[a-z0-9][a-z0-9+.-]+");

  private PackagesReader() {}

  static Map<String, String> read(Section lab) {
    Map<String, String> packages = new LinkedHashMap<>();
    for (Yaml.Entry entry : lab.entries("packages")) {
      String program = entry.key().text();
      if (!PROGRAM.matcher(program).matches()) {
        lab.problems()
            .add(
                entry.key().at(),
                "'%s' is no program; write its name without a folder, as nginx".formatted(program));
      }
      lab.values()
          .text(entry.value(), "the package of " + program)
          .ifPresent(
              name -> {
                if (!PACKAGE.matcher(name.text()).matches()) {
                  lab.problems()
                      .add(
                          name.at(),
                          "'%s' is no Debian package; write one such as nginx-light"
                              .formatted(name.text()));
                }
                packages.put(program, name.text());
              });
    }
    return packages;
  }
}
