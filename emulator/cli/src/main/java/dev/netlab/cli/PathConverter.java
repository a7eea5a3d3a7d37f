package dev.netlab.cli;

import dev.netlab.lab.PrintableText;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Converts paths. What a user enters may not be a valid path: file names are bytes, but Java's are
 * characters.
 */
final class PathConverter implements ITypeConverter<Path> {
  @Override
  public Path convert(String text) {
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw new TypeConversionException(words(e));
    }
  }

  static String words(InvalidPathException wrong) {
    String text = wrong.getInput();
    return "%s cannot be a path: it has %s"
        .formatted(
            PrintableText.beginning(text),
            text.indexOf('\0') >= 0
                ? "a NUL character"
                : "characters that this locale does not have; set LC_ALL=C.UTF-8");
  }
}
