package dev.netlab.insight.facts;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Tells of a command's output that a program was not found, and what to do about it. */
final class MissingProgram {
  /** What a shell ends with then. */
  private static final int NOT_FOUND = 127;

  /** {@code /bin/sh: 1: nmap: not found}, {@code bash: line 1: nmap: command not found}. */
  private static final Pattern SHELLS_WORDS =
      Pattern.compile("(?m)^\\S*sh: (?:line )?\\d+: (\\S+): (?:command )?not found$");

  private MissingProgram() {}

  /** Words to put behind why a fact failed; empty where every program was found. */
  static String words(List<Commands.Output> outputs) {
    return outputs.stream()
        .flatMap(output -> words(output).stream())
        .findFirst()
        .map("; "::concat)
        .orElse("");
  }

  private static Optional<String> words(Commands.Output output) {
    Matcher shell = SHELLS_WORDS.matcher(output.text());
    if (shell.find()) {
      return Optional.of(
          "the program %1$s was not found: name its Debian package in the lab's packages: {%1$s: PACKAGE}"
              .formatted(shell.group(1)));
    }
    return output.status() == NOT_FOUND
        ? Optional.of(
            "exit status 127 says that a program was not found: name its Debian package in the"
                + " lab's packages:")
        : Optional.empty();
  }
}
