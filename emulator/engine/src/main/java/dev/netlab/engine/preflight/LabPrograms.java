package dev.netlab.engine.preflight;

import dev.netlab.engine.state.MachineException;
import dev.netlab.lab.Lab;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The programs that a lab cannot do without: those of its packages. Which ones its commands run is
 * not guessed from their text.
 */
public final class LabPrograms {
  /** Where containers find programs. */
  private static final List<String> FOLDERS =
      List.of("/usr/local/sbin", "/usr/local/bin", "/usr/sbin", "/usr/bin", "/sbin", "/bin");

  private LabPrograms() {}

  /** A program that this machine lacks, and what has it. */
  public record Missing(String program, String debianPackage) {}

  /** What is missing here, in the order in which the lab names it. */
  public static List<Missing> missing(Lab lab) {
    return lab.packages().entrySet().stream()
        .filter(entry -> !isHere(entry.getKey()))
        .map(entry -> new Missing(entry.getKey(), entry.getValue()))
        .toList();
  }

  /**
   * Refuses a lab whose programs are not all here.
   *
   * @throws MachineException naming each, and how to get it
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
