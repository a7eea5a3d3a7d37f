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

/** An output format of a verb, which can be selected by a file's name. */
interface FileFormat {
  /** The extensions of such files, without the dot. */
  List<String> extensions();

  /**
   * Selects the format to write: the one that {@code --format} requests, else the one for the
   * file's name, else the verb's default.
   *
   * @throws ParameterException if the file's name requests a format that the verb does not support
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

  /** The part of the file's name after the last dot, unless that dot is its first character. */
  private static Optional<String> extension(Path file) {
    String name = String.valueOf(file.getFileName());
    int dot = name.lastIndexOf('.');
    return dot > 0 && dot + 1 < name.length()
        ? Optional.of(name.substring(dot + 1).toLowerCase(Locale.ROOT))
        : Optional.empty();
  }
}
