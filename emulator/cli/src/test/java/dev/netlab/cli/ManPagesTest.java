package dev.netlab.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

class ManPagesTest {
  @TempDir private Path folder;

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

  @Test
  void groffHasNothingToComplainOf() throws Exception {
    ManPages.main(new String[] {folder.toString()});
    List<String> command = new ArrayList<>(List.of("groff", "-man", "-Tutf8", "-ww"));
    for (String page : ManPages.all().keySet()) {
      command.add(folder.resolve(page).toString());
    }
    Path said = folder.resolve("said");
    Process groff = new ProcessBuilder(command).redirectError(said.toFile()).start();
    String printed = new String(groff.getInputStream().readAllBytes(), UTF_8);
    assertThat(groff.waitFor()).isZero();
    assertThat(Files.readString(said)).isEmpty();
    assertThat(printed).contains("NETLAB-TRACE(1)", "a fact failed");
  }
}
