package dev.netlab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

class ManPagesTest {
  @Test
  void everyVerbHasAPageWithItsOptionsAndWhatItEndsWith() {
    Map<String, String> pages = ManPages.all();
    assertThat(pages).hasSize(Verbs.all().size() + 1);
    for (CommandLine verb : Main.commandLine().getSubcommands().values()) {
      String page = pages.get("netlab-" + verb.getCommandName() + ".1");
      assertThat(page).contains(".SH NAME", ".SH SYNOPSIS", ".SH EXIT STATUS", ".SH FILES");
      for (OptionSpec option : verb.getCommandSpec().options()) {
        assertThat(page).contains(option.longestName().replace("-", "\\-"));
      }
    }
    assertThat(pages.get("netlab.1")).contains("up, deploy", "128+N", "/run/netlab/LAB/");
  }
}
