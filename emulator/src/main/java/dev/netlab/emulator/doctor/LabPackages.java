package dev.netlab.emulator.doctor;

import dev.netlab.emulator.doctor.Finding.State;
import dev.netlab.emulator.lab.Lab;
import dev.netlab.emulator.run.MachineException;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** The programs that a lab says it needs, and the Debian packages that have them. */
public final class LabPackages {
  /** The launcher says which program installs packages; started otherwise, nothing is installed. */
  private static final String INSTALLER = System.getProperty("netlab.install", "");

  private LabPackages() {}

  /** A finding for each program, in the file's order. */
  public static List<Finding> examine(Lab lab) {
    return lab.packages().entrySet().stream()
        .map(entry -> Programs.examine(entry.getKey(), entry.getValue(), State.MISSING))
        .toList();
  }

  /**
   * Installs what is missing, with the installer's words on stderr.
   *
   * @throws MachineException where it could not be installed
   */
  public static void install(Lab lab) {
    List<String> missing =
        lab.packages().entrySet().stream()
            .filter(entry -> Programs.find(entry.getKey()).isEmpty())
            .map(entry -> entry.getValue())
            .distinct()
            .toList();
    if (missing.isEmpty() || INSTALLER.isEmpty()) {
      return;
    }
    List<String> command = new ArrayList<>(List.of(INSTALLER, "--these"));
    command.addAll(missing);
    if (status(command) != 0) {
      throw new MachineException(
          "lab %s needs packages that could not be installed (why is said above); install them: %s"
              .formatted(
                  lab.name(),
                  "apt-get install --no-install-recommends " + String.join(" ", missing)));
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
