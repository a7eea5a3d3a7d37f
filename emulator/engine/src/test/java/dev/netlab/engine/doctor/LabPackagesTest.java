package dev.netlab.engine.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.netlab.engine.lifecycle.LabSource;
import dev.netlab.engine.state.MachineException;
import dev.netlab.lab.yaml.LabReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabPackagesTest {
  @TempDir private Path folder = Path.of("");

  @Test
  void aStrangersLabNamesWhatItWantsAndInstallsNothingUnasked() throws IOException {
    LabSource source =
        source("name: strange\npackages: {nlt-a: nlt-b, sh: dash, nlt-c: nlt-c}\nnodes: {}\n");
    List<String> asked = new ArrayList<>();
    assertThatExceptionOfType(MachineException.class)
        .isThrownBy(
            () ->
                LabPackages.install(
                    source,
                    wanted -> {
                      asked.add(wanted.words());
                      return false;
                    }))
        .withMessage(
            "lab strange needs packages that are not here: nlt-b (for nlt-a), nlt-c; install them:"
                + " apt-get install --no-install-recommends nlt-b nlt-c, or let netlab do it: the"
                + " same command with --install");
    assertThat(asked).containsExactly("nlt-b (for nlt-a), nlt-c");
  }

  @Test
  void nobodyIsAskedWhereNothingIsMissing() throws IOException {
    LabPackages.install(
        source("name: good\npackages: {sh: dash}\nnodes: {}\n"),
        _ -> {
          throw new AssertionError("asked");
        });
  }

  /** A link among them leads to a stranger's file all the same. */
  @Test
  void onlyFilesOfNetlabsOwnFolderComeWithIt() throws IOException {
    Path labs = Files.createDirectories(folder.resolve("labs"));
    Path own = Files.createDirectories(labs.resolve("own")).resolve("lab.yaml");
    Files.writeString(own, "");
    Path strange = folder.resolve("lab.yaml");
    Files.writeString(strange, "");
    Path link = Files.createSymbolicLink(labs.resolve("lab.yaml"), strange);
    assertThat(LabPackages.comesWithNetlab(own, labs)).isTrue();
    assertThat(LabPackages.comesWithNetlab(labs.resolve("../lab.yaml"), labs)).isFalse();
    assertThat(LabPackages.comesWithNetlab(link, labs)).isFalse();
    assertThat(LabPackages.comesWithNetlab(own, Path.of(""))).isFalse();
  }

  private LabSource source(String text) throws IOException {
    Path file = folder.resolve("strange.yaml");
    Files.writeString(file, text);
    return new LabSource(LabReader.read(file), file, text);
  }
}
