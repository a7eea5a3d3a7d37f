package dev.netlab.engine.preflight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.netlab.engine.state.MachineException;
import dev.netlab.lab.Lab;
import dev.netlab.lab.yaml.LabReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabProgramsTest {
  @TempDir private Path folder = Path.of("");

  private Lab lab(String text) throws IOException {
    Path file = folder.resolve("lab.yaml");
    Files.writeString(file, text);
    return LabReader.read(file);
  }

  @Test
  void saysWhatIsMissingAndHowToGetIt() throws IOException {
    Lab lab =
        lab(
            """
            name: a
            packages: {nosuch-web: nosuch-light, nosuch-dig: nosuch-light, ls: coreutils}
            nodes: {n: {}}
            """);
    assertThatExceptionOfType(MachineException.class)
        .isThrownBy(() -> LabPrograms.require(lab))
        .withMessage(
            "lab a needs programs that are not here: nosuch-web (package nosuch-light), nosuch-dig"
                + " (package nosuch-light); get them: apt-get install --no-install-recommends"
                + " nosuch-light");
  }

  @Test
  void doesNotGuessFromTheTextOfCommands() throws IOException {
    assertThat(
            LabPrograms.missing(
                lab(
                    """
                    name: a
                    nodes:
                      n:
                        containers:
                          document: {command: "cat <<END\\nnosuch && nosuch\\nEND\\n"}
                          function: {command: "nosuch() { :; }; nosuch"}
                          perhaps: {command: "command -v nosuch || sleep 1"}
                          pattern: {command: "case $1 in a) :;; nosuch) :;; esac"}
                    """)))
        .isEmpty();
  }
}
