package dev.netlab.cli;

import dev.netlab.engine.lifecycle.LabSource;
import dev.netlab.engine.state.LabStateException;
import dev.netlab.engine.state.StateDirectory;
import dev.netlab.engine.state.StateRoot;
import dev.netlab.ip.Spelling;
import dev.netlab.lab.LabName;
import dev.netlab.lab.PrintableText;
import dev.netlab.lab.yaml.LabFileException;
import dev.netlab.lab.yaml.LabReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * LAB on the command line, the same for every verb. A text that can be a lab's name refers to the
 * lab of that name that is up, or else to the one that is part of netlab. Otherwise it is a path,
 * of a lab file or of the folder that contains a {@code lab.yaml}. Names come first, so that a
 * folder in the working directory never changes what they refer to; {@code ./NAME} is always a
 * path.
 */
final class LabArgument {
  private static final String FILE_NAME = "lab.yaml";

  @Parameters(
      index = "0",
      paramLabel = "LAB",
      description =
          "the name of a lab that is up or that comes with netlab, a folder with a lab.yaml, or a"
              + " lab file")
  private String text = "";

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = "another name for the lab, so that one file can be run twice")
  private @Nullable String name;

  /** The labs that are part of netlab, by name. */
  static List<String> builtIn() {
    try (Stream<Path> folders = Files.list(builtInLabs())) {
      return folders
          .filter(folder -> Files.isRegularFile(folder.resolve(FILE_NAME)))
          .map(folder -> folder.getFileName().toString())
          .sorted()
          .toList();
    } catch (IOException none) {
      return List.of();
    }
  }

  /** The folder that contains them, set by the launcher. */
  static Path builtInLabs() {
    return Path.of(System.getProperty("netlab.labs", "labs"));
  }

  /**
   * The lab as its file describes it now, for verbs that work on the file. The name of a lab that
   * is up refers to the file that it was brought up from or, if that file is gone, to its content
   * at the time.
   *
   * @throws LabStateException if there is no such lab
   * @throws LabFileException if the file contains any error
   */
  LabSource read() {
    Optional<StateDirectory> up = upByName();
    if (up.isEmpty()) {
      Path file = file();
      return source(file, Optional.ofNullable(name).map(LabName::new));
    }
    StateDirectory state = up.get();
    Path file = origin(state).filter(Files::isRegularFile).orElse(state.labFile());
    return source(file, Optional.of(name == null ? state.name() : name()));
  }

  /**
   * The lab for verbs that only look at it. If LAB is the name of a lab that is up, this is the lab
   * as it was brought up, whatever its file contains by now; otherwise the same as {@link #read}.
   */
  LabSource asBroughtUp() {
    return upByName()
        .map(state -> source(state.labFile(), Optional.of(state.name())))
        .orElseGet(this::read);
  }

  /** The lab that is up, by its own name or by the name in its file. */
  StateDirectory running() {
    StateDirectory state = new StateDirectory(runningName());
    if (!state.exists()) {
      throw new LabStateException("lab %s is not up; %s".formatted(state.name(), advice()));
    }
    return state;
  }

  /**
   * The name that the lab has, or would have, when it is up.
   *
   * @throws dev.netlab.lab.LabNameException if LAB is empty
   * @throws LabStateException if LAB is a path and there is no lab file
   */
  LabName runningName() {
    if (name != null) {
      return name();
    }
    Optional<LabName> asName = LabName.tryParse(text);
    if (asName.isPresent() && (upByName().isPresent() || findFile().isEmpty())) {
      return asName.get();
    }
    try {
      return read().lab().name();
    } catch (LabFileException | LabStateException unreadable) {
      // The file was edited, moved or removed since; the lab that was brought up from it still
      // exists.
      return onlyOneFrom(Path.of(text)).orElseThrow(() -> unreadable);
    }
  }

  /** The other meaning of LAB, if it is the name of a lab and also a path of another file. */
  Optional<String> otherMeaning() {
    Optional<Path> meant = upByName().flatMap(LabArgument::origin).or(this::builtInFile);
    Optional<Path> other = LabName.tryParse(text).flatMap(_ -> labFileAt(Path.of(text)));
    return meant.isPresent() && other.isPresent() && !isSame(meant.get(), other.get())
        ? Optional.of(
            "%s is %s; for the one in this folder write ./%1$s".formatted(text, meant.get()))
        : Optional.empty();
  }

  /**
   * The origin of the lab that is up, if LAB is the path of another file with the same lab name.
   */
  Optional<Path> otherOrigin() {
    if (upByName().isPresent()) {
      return Optional.empty();
    }
    Optional<Path> file = findFile();
    return file.isEmpty()
        ? Optional.empty()
        : origin(new StateDirectory(runningName())).filter(from -> !isSame(from, file.get()));
  }

  private LabName name() {
    return new LabName(String.valueOf(name));
  }

  private Optional<StateDirectory> upByName() {
    return LabName.tryParse(text)
        .map(StateDirectory::new)
        // Only root can read the labs that are up; everybody can read those that are part of
        // netlab.
        .filter(state -> Files.isReadable(state.path()));
  }

  private String advice() {
    if (findFile().isPresent()) {
      return "bring it up: netlab up " + text;
    }
    return Spelling.closest(text, StateRoot.labs().stream().map(LabName::text).toList())
        .map(close -> "did you mean '" + close + "'?")
        .orElse("'netlab ls' lists those that are");
  }

  private Optional<Path> findFile() {
    return builtInFile().or(() -> text.isEmpty() ? Optional.empty() : labFileAt(Path.of(text)));
  }

  private Optional<Path> builtInFile() {
    return LabName.tryParse(text)
        .map(lab -> builtInLabs().resolve(lab.text()).resolve(FILE_NAME))
        .filter(Files::isRegularFile);
  }

  private static Optional<Path> labFileAt(Path path) {
    return Stream.of(path, path.resolve(FILE_NAME))
        .filter(file -> Files.exists(file) && !Files.isDirectory(file))
        .findFirst();
  }

  private Path file() {
    return findFile().orElseThrow(this::noLab);
  }

  private LabStateException noLab() {
    Path path = Path.of(text);
    if (text.isEmpty()) {
      return new LabStateException("the lab's name is empty; write a name, a folder or a file");
    }
    if (Files.isDirectory(path)) {
      return new LabStateException(
          "the folder %s has no %s".formatted(PrintableText.of(text), FILE_NAME));
    }
    if (LabName.tryParse(text).isEmpty()) {
      return new LabStateException("there is no file or folder " + PrintableText.beginning(text));
    }
    if (new StateDirectory(new LabName(text)).exists()) {
      return new LabStateException("lab %s is up, and only root may read it".formatted(text));
    }
    List<String> known = new ArrayList<>(builtIn());
    StateRoot.labs().forEach(lab -> known.add(lab.text()));
    return new LabStateException(
        "there is no lab '%s': %s; there is no file or folder of that name either"
            .formatted(
                text,
                Spelling.closest(text, known)
                    .map(close -> "did you mean '" + close + "'?")
                    .orElse("netlab comes with " + String.join(", ", builtIn()))));
  }

  private static Optional<Path> origin(StateDirectory state) {
    try {
      return Optional.of(Path.of(Files.readString(state.origin()).strip()));
    } catch (IOException | InvalidPathException diedBeforeItWasWrittenOrOfAnotherLocale) {
      return Optional.empty();
    }
  }

  private static Optional<LabName> onlyOneFrom(Path path) {
    Path file = path.toAbsolutePath().normalize();
    List<LabName> labs =
        StateRoot.labs().stream()
            .filter(
                lab ->
                    origin(new StateDirectory(lab))
                        .filter(from -> from.equals(file) || from.equals(file.resolve(FILE_NAME)))
                        .isPresent())
            .toList();
    return labs.size() == 1 ? Optional.of(labs.getFirst()) : Optional.empty();
  }

  private static boolean isSame(Path one, Path other) {
    try {
      return Files.isSameFile(one, other);
    } catch (IOException oneIsGone) {
      return false;
    }
  }

  private static LabSource source(Path file, Optional<LabName> name) {
    String text = LabReader.text(file);
    return new LabSource(LabReader.read(file, text, name), file.toAbsolutePath().normalize(), text);
  }
}
