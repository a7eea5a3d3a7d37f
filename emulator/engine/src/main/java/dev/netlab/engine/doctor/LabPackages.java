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
 * The programs that a lab says it needs, and the Debian packages that contain them. For a lab that
 * is part of netlab they are installed. For any other lab the user is asked first, since a
 * package's scripts run as root on the machine itself.
 */
public final class LabPackages {
  /** The program that installs packages, set by the launcher. Without it nothing is installed. */
  private static final String INSTALLER = System.getProperty("netlab.install", "");

  /** The folder of the labs that are part of netlab, set by the launcher. */
  private static final String LABS = System.getProperty("netlab.labs", "");

  private LabPackages() {}

  /** Decides whether packages that an unknown lab names may be installed on this machine. */
  @FunctionalInterface
  public interface Consent {
    boolean to(Wanted wanted);
  }

  /**
   * The programs that a lab names and this machine lacks.
   *
   * @param packages the Debian package of each program, in the file's order
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
   * Installs what is missing. The installer reports its progress on stderr.
   *
   * @throws MachineException if the installation fails, or consent is not given
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

  /** Whether the file itself, not a link to it, is in a folder inside the labs folder. */
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
