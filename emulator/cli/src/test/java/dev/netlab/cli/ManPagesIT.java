package dev.netlab.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManPagesIT {
  @TempDir private Path folder;

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
