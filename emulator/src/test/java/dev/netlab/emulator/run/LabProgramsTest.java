package dev.netlab.emulator.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.netlab.emulator.lab.Lab;
import dev.netlab.emulator.yaml.LabReader;
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
  void saysWhatIsMissingForWhomAndHowToGetIt() throws IOException {
    Lab lab =
        lab(
            """
            name: a
            packages: {nosuch-web: nosuch-web-light, nosuch-dig: nosuch-utils, ls: coreutils}
            nodes:
              n:
                containers:
                  web: {command: cd / && exec /usr/sbin/nosuch-web -g x}
                  two: {command: ls && nosuch-other | nosuch-web}
            """);
    assertThatExceptionOfType(MachineException.class)
        .isThrownBy(() -> LabPrograms.demand(lab))
        .withMessage(
            "lab a needs programs that are not here: nosuch-web of container n/two (package"
                + " nosuch-web-light); nosuch-dig (package nosuch-utils); /usr/sbin/nosuch-web of"
                + " container n/web (package nosuch-web-light); nosuch-other of container n/two"
                + " (the lab's packages: do not say where it is from); get them: apt-get install"
                + " --no-install-recommends nosuch-web-light nosuch-utils");
  }

  @Test
  void aProgramThatTheContainerBringsAlongIsNotMissing() throws IOException {
    assertThat(
            LabPrograms.missing(
                lab(
                    """
                    name: a
                    nodes:
                      n:
                        containers:
                          c:
                            command: nosuch-serve && /opt/nosuch && ./nosuch
                            files:
                              /usr/local/bin/nosuch-serve: {content: "x", mode: 0755}
                              /opt/nosuch: {content: "x", mode: 0755}
                    """)))
        .isEmpty();
  }
}
