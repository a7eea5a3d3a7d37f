package dev.netlab.emulator.cli;

import dev.netlab.emulator.lab.Lab;
import dev.netlab.emulator.lab.LabName;
import dev.netlab.emulator.run.LabSource;
import dev.netlab.emulator.run.LabStateException;
import dev.netlab.emulator.run.StateDirectory;
import dev.netlab.emulator.yaml.LabReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
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
    Lab read = name == null ? LabReader.read(file) : LabReader.read(file, new LabName(name));
    return new LabSource(read, file.toAbsolutePath().normalize(), contents(file));
  }

  /** The lab that is up, by its own name or by its file's. */
  StateDirectory running() {
    StateDirectory state = new StateDirectory(runningName());
    if (!state.exists()) {
      throw new LabStateException(
          "lab %s is not up; bring it up: netlab up %s".formatted(state.name(), text));
    }
    return state;
  }

  /**
   * The name that the lab has, or would have, when it is up.
   *
   * @throws dev.netlab.emulator.lab.LabNameException if LAB is neither a file nor a name
   */
  LabName runningName() {
    if (name != null) {
      return new LabName(name);
    }
    Optional<LabName> up = LabName.tryParse(text).filter(StateDirectory.labs()::contains);
    if (up.isPresent()) {
      return up.get();
    }
    return file().isEmpty() ? new LabName(text) : read().lab().name();
  }

  private Optional<Path> file() {
    if (text.isEmpty()) {
      return Optional.empty(); // Path.of would take it for the folder one is in
    }
    try {
      Path path = Path.of(text);
      Stream<Path> builtIn =
          LabName.tryParse(text).map(lab -> Path.of(LABS, lab.text(), "lab.yaml")).stream();
      return Stream.concat(Stream.of(path, path.resolve("lab.yaml")), builtIn)
          .filter(Files::isRegularFile)
          .findFirst();
    } catch (InvalidPathException notAPath) {
      return Optional.empty();
    }
  }

  private static String contents(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
