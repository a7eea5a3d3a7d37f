package dev.netlab.cli;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** A format in which a verb writes, which a file's name can ask for. */
interface FileFormat {
  /** How names of such files end, without the dot. */
  List<String> extensions();

  /**
   * The format to write: the one that {@code --format} asks for, else that of the file's name, else
   * the verb's usual one.
   *
   * @throws ParameterException if the file's name asks for one that the verb does not have
   */
  static <F extends Enum<F> & FileFormat> F choose(
      CommandSpec verb, @Nullable F asked, @Nullable Path file, F usual) {
    if (asked != null) {
      return asked;
    }
    Optional<String> extension = Optional.ofNullable(file).flatMap(FileFormat::extension);
    if (extension.isEmpty()) {
      return usual;
    }
    F[] formats = usual.getDeclaringClass().getEnumConstants();
    return Arrays.stream(formats)
        .filter(format -> format.extensions().contains(extension.get()))
        .findFirst()
        .orElseThrow(
            () ->
                new ParameterException(
                    verb.commandLine(),
                    "-o %s: '%s' does not write .%s, but %s; or add --format"
                        .formatted(file, verb.qualifiedName(), extension.get(), all(formats))));
  }

  private static String all(FileFormat[] formats) {
    return Arrays.stream(formats)
        .flatMap(format -> format.extensions().stream())
        .map(extension -> "." + extension)
        .collect(Collectors.joining(", "));
  }

  /** What is behind the last dot of the file's name, unless that dot is its first character. */
  private static Optional<String> extension(Path file) {
    String name = String.valueOf(file.getFileName());
    int dot = name.lastIndexOf('.');
    return dot > 0 && dot + 1 < name.length()
        ? Optional.of(name.substring(dot + 1).toLowerCase(Locale.ROOT))
        : Optional.empty();
  }
}
