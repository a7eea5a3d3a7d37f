package dev.netlab.emulator.run;

import dev.netlab.emulator.container.ShellText;
import dev.netlab.emulator.lab.Container;
import dev.netlab.emulator.lab.ContainerName;
import dev.netlab.emulator.lab.Lab;
import dev.netlab.emulator.lab.Node;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The programs that a lab cannot do without: those of its packages and of its containers. */
public final class LabPrograms {
  /** Where containers find programs. */
  private static final List<String> FOLDERS =
      List.of("/usr/local/sbin", "/usr/local/bin", "/usr/sbin", "/usr/bin", "/sbin", "/bin");

  private LabPrograms() {}

  /**
   * A program that this machine lacks.
   *
   * @param debianPackage what has it, if the lab says so
   * @param containers whose commands name it; none if only the lab's packages do
   */
  public record Missing(
      String program, Optional<String> debianPackage, List<ContainerName> containers) {
    public Missing {
      containers = List.copyOf(containers);
    }

    private String words() {
      return program
          + containers.stream()
              .map(ContainerName::toString)
              .collect(Collectors.joining(", ", containers.isEmpty() ? "" : " of container ", ""))
          + debianPackage
              .map(name -> " (package " + name + ")")
              .orElse(" (the lab's packages: do not say where it is from)");
    }
  }

  /** What is missing here, in the order in which the lab names it. */
  public static List<Missing> missing(Lab lab) {
    Map<String, List<ContainerName>> needed = new LinkedHashMap<>();
    lab.packages().keySet().forEach(program -> needed.put(program, new ArrayList<>()));
    for (Node node : lab.nodes()) {
      for (Container container : node.containers()) {
        for (String program : ShellText.of(container.command()).programs()) {
          if (!bringsAlong(container, program)) {
            needed
                .computeIfAbsent(program, _ -> new ArrayList<>())
                .add(new ContainerName(node.name(), container.name()));
          }
        }
      }
    }
    return needed.entrySet().stream()
        .filter(entry -> !isHere(entry.getKey()))
        .map(entry -> new Missing(entry.getKey(), packageOf(lab, entry.getKey()), entry.getValue()))
        .toList();
  }

  /**
   * Refuses a lab whose programs are not all here.
   *
   * @throws MachineException naming each, and how to get it
   */
  static void demand(Lab lab) {
    List<Missing> missing = missing(lab);
    if (missing.isEmpty()) {
      return;
    }
    String packages =
        missing.stream()
            .map(Missing::debianPackage)
            .flatMap(Optional::stream)
            .distinct()
            .collect(Collectors.joining(" "));
    throw new MachineException(
        "lab %s needs programs that are not here: %s%s"
            .formatted(
                lab.name(),
                missing.stream().map(Missing::words).collect(Collectors.joining("; ")),
                packages.isEmpty()
                    ? ""
                    : "; get them: apt-get install --no-install-recommends " + packages));
  }

  private static Optional<String> packageOf(Lab lab, String program) {
    String name = program.substring(program.lastIndexOf('/') + 1);
    return Optional.ofNullable(lab.packages().get(name));
  }

  private static boolean bringsAlong(Container container, String program) {
    return container.files().stream()
        .map(file -> file.path())
        .anyMatch(
            path ->
                path.equals(program)
                    || FOLDERS.stream().anyMatch(folder -> path.equals(folder + "/" + program)));
  }

  /** A path that is not absolute depends on where the command goes first: it is not judged. */
  private static boolean isHere(String program) {
    if (program.contains("/")) {
      return !program.startsWith("/") || Files.isExecutable(Path.of(program));
    }
    return FOLDERS.stream().anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }
}
