package dev.netlab.engine.preflight;

import dev.netlab.engine.state.MachineException;
import dev.netlab.lab.Lab;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The programs that a lab requires: those of its packages. The programs that its commands run are
 * not guessed from their text.
 */
public final class LabPrograms {
  /** The folders in which containers look for programs. */
  private static final List<String> FOLDERS =
      List.of("/usr/local/sbin", "/usr/local/bin", "/usr/sbin", "/usr/bin", "/sbin", "/bin");

  private LabPrograms() {}

  /** A program that this machine lacks, and the Debian package that contains it. */
  public record Missing(String program, String debianPackage) {}

  /** The programs that are missing on this machine, in the order in which the lab names them. */
  public static List<Missing> missing(Lab lab) {
    return lab.packages().entrySet().stream()
        .filter(entry -> !isHere(entry.getKey()))
        .map(entry -> new Missing(entry.getKey(), entry.getValue()))
        .toList();
  }

  /**
   * Rejects a lab if any of its programs is missing.
   *
   * @throws MachineException naming each program, and how to get it
   */
  public static void require(Lab lab) {
    List<Missing> missing = missing(lab);
    if (!missing.isEmpty()) {
      throw new MachineException(
          "lab %s needs programs that are not here: %s; get them: apt-get install --no-install-recommends %s"
              .formatted(
                  lab.name(),
                  missing.stream()
                      .map(each -> each.program() + " (package " + each.debianPackage() + ")")
                      .collect(Collectors.joining(", ")),
                  missing.stream()
                      .map(Missing::debianPackage)
                      .distinct()
                      .collect(Collectors.joining(" "))));
    }
  }

  private static boolean isHere(String program) {
    return FOLDERS.stream().anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }
}
