package dev.netlab.cli;

import dev.netlab.engine.doctor.LabPackages;
import dev.netlab.engine.lifecycle.LabSource;
import java.io.PrintWriter;
import java.util.Locale;
import picocli.CommandLine.Option;

/**
 * Decides whether packages that a lab names may be installed: by the option, or by asking the user.
 */
final class InstallOption {
  @Option(
      names = "--install",
      description = "install the Debian packages that the lab names, without asking")
  private boolean install;

  /** Installs what is missing. Asks first if the lab is not part of netlab. */
  void install(LabSource source, PrintWriter talk) {
    LabPackages.install(source, install ? _ -> true : wanted -> ask(wanted, talk));
  }

  /** As in {@link Terminal#isThere}: there may be no console. */
  @SuppressWarnings("SystemConsoleNull")
  private static boolean ask(LabPackages.Wanted wanted, PrintWriter talk) {
    if (!Terminal.isThere()) {
      return false;
    }
    talk.printf("Lab %s needs packages that are not here: %s.%n", wanted.lab(), wanted.words());
    talk.print("Install them on this machine? [y/N] ");
    talk.flush();
    return Terminal.answer()
        .filter(answer -> answer.strip().toLowerCase(Locale.ROOT).matches("y|yes"))
        .isPresent();
  }
}
