package dev.netlab.engine.doctor;

import dev.netlab.engine.doctor.Finding.State;
import dev.netlab.engine.lifecycle.LabSource;
import dev.netlab.engine.state.MachineException;
import dev.netlab.lab.Lab;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The programs that a lab says it needs, and the Debian packages that have them. For a lab that
 * comes with netlab they are installed; for any other somebody is asked first, as a package's
 * scripts run as root on the machine itself.
 */
public final class LabPackages {
  /** The launcher says which program installs packages; started otherwise, nothing is installed. */
  private static final String INSTALLER = System.getProperty("netlab.install", "");

  /** The launcher says where the labs that come with netlab are. */
  private static final String LABS = System.getProperty("netlab.labs", "");

  private LabPackages() {}

  /** Says whether packages that a stranger's lab names may be installed on this machine. */
  @FunctionalInterface
  public interface Consent {
    boolean to(Wanted wanted);
  }

  /**
   * What a lab names and this machine lacks.
   *
   * @param packages by program, the Debian package that has it; in the file's order
   */
  public record Wanted(String lab, Map<String, String> packages) {
    /** {@code nginx-light (for nginx), haproxy}. */
    public String words() {
      return packages.entrySet().stream()
          .map(
              entry ->
                  entry.getKey().equals(entry.getValue())
                      ? entry.getValue()
                      : entry.getValue() + " (for " + entry.getKey() + ")")
          .collect(Collectors.joining(", "));
    }

    private List<String> names() {
      return packages.values().stream().distinct().toList();
    }

    private String command() {
      return "apt-get install --no-install-recommends " + String.join(" ", names());
    }
  }

  /** A finding for each program, in the file's order. */
  public static List<Finding> examine(Lab lab) {
    return lab.packages().entrySet().stream()
        .map(entry -> Programs.examine(entry.getKey(), entry.getValue(), State.MISSING))
        .toList();
  }

  /**
   * Installs what is missing. The installer tells on stderr what it does.
   *
   * @throws MachineException where it could not be installed, or there is no consent
   */
  public static void install(LabSource source, Consent consent) {
    Wanted wanted = wanted(source.lab());
    if (wanted.packages().isEmpty()) {
      return;
    }
    Predicate<Wanted> may = comesWithNetlab(source.file(), Path.of(LABS)) ? _ -> true : consent::to;
    if (!may.test(wanted)) {
      throw new MachineException(
          "lab %s needs packages that are not here: %s; install them: %s, or let netlab do it: the same command with --install"
              .formatted(wanted.lab(), wanted.words(), wanted.command()));
    }
    if (INSTALLER.isEmpty()) {
      return;
    }
    List<String> command = new ArrayList<>(List.of(INSTALLER, "--these"));
    command.addAll(wanted.names());
    if (status(command) != 0) {
      throw new MachineException(
          "lab %s needs packages that could not be installed (why is said above); install them: %s"
              .formatted(wanted.lab(), wanted.command()));
    }
  }

  private static Wanted wanted(Lab lab) {
    return new Wanted(
        lab.name().text(),
        lab.packages().entrySet().stream()
            .filter(entry -> Programs.find(entry.getKey()).isEmpty())
            .collect(
                Collectors.toMap(
                    Map.Entry::getKey, Map.Entry::getValue, (a, _) -> a, LinkedHashMap::new)));
  }

  /** Whether the file itself, not a link to it, lies in a folder of the labs' folder. */
  static boolean comesWithNetlab(Path file, Path labs) {
    if (labs.toString().isEmpty()) {
      return false;
    }
    try {
      return file.toRealPath().startsWith(labs.toRealPath());
    } catch (IOException notThere) {
      return false;
    }
  }

  private static int status(List<String> command) {
    try {
      return new ProcessBuilder(command)
          .redirectInput(new File("/dev/null"))
          .redirectOutput(ProcessBuilder.Redirect.INHERIT)
          .redirectError(ProcessBuilder.Redirect.INHERIT)
          .start()
          .waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException("run " + String.join(" ", command), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while installing packages", e);
    }
  }
}
