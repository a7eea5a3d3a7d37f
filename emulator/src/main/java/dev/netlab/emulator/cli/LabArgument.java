package dev.netlab.emulator.cli;

import dev.netlab.emulator.lab.Lab;
import dev.netlab.emulator.run.LabSource;
import dev.netlab.emulator.run.LabStateException;
import dev.netlab.emulator.run.StateDirectory;
import dev.netlab.emulator.yaml.LabReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** LAB on the command line: the name of a lab that comes with netlab, a folder, or a file. */
final class LabArgument {
  /** The launcher says where the labs that come with netlab are. */
  private static final String LABS = System.getProperty("netlab.labs", "labs");

  @Parameters(
      index = "0",
      paramLabel = "LAB",
      description = "name of a lab that comes with netlab, a folder with a lab.yaml, or a file",
      completionCandidates = Names.class)
  private String text = "";

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = "another name for the lab, to run it twice")
  private @Nullable String name;

  /** Labs that come with netlab, for completion. */
  static final class Names implements Iterable<String> {
    @Override
    public java.util.Iterator<String> iterator() {
      return builtIn().iterator();
    }
  }

  static List<String> builtIn() {
    try (Stream<Path> folders = Files.list(Path.of(LABS))) {
      return folders
          .filter(folder -> Files.exists(folder.resolve("lab.yaml")))
          .map(folder -> folder.getFileName().toString())
          .sorted()
          .toList();
    } catch (IOException none) {
      return List.of();
    }
  }

  /** The lab that the file describes. */
  LabSource read() {
    Path file =
        file()
            .orElseThrow(
                () ->
                    new LabStateException(
                        "there is no lab '%s': no such file or folder, and netlab comes with %s"
                            .formatted(text, String.join(", ", builtIn()))));
    Lab read = name == null ? LabReader.read(file) : LabReader.read(file, name);
    return new LabSource(read, file.toAbsolutePath().normalize(), contents(file));
  }

  /** The lab that is up, by its own name or by its file's. */
  StateDirectory running() {
    StateDirectory state = StateDirectory.of(runningName());
    if (!state.exists()) {
      throw new LabStateException(
          "lab %s is not up; bring it up: netlab up %s".formatted(runningName(), text));
    }
    return state;
  }

  /** The name that the lab has, or would have, when it is up. */
  String runningName() {
    if (name != null) {
      return name;
    }
    List<String> up = new ArrayList<>(StateDirectory.labs());
    return up.contains(text) || file().isEmpty() ? text : read().lab().name();
  }

  private Optional<Path> file() {
    Path path = Path.of(text);
    return Stream.of(path, path.resolve("lab.yaml"), Path.of(LABS, text, "lab.yaml"))
        .filter(Files::isRegularFile)
        .findFirst();
  }

  private static String contents(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
