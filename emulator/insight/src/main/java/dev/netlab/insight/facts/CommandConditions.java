package dev.netlab.insight.facts;

import dev.netlab.lab.Condition;
import dev.netlab.packet.filter.Bindings;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Conditions about what commands print and how they end. */
final class CommandConditions {
  private static final int SHOWN_LINES = 6;

  /** What a shell ends with if it does not find a program. */
  private static final int NOT_FOUND = 127;

  /** {@code /bin/sh: 1: nmap: not found}, {@code bash: line 1: nmap: command not found}. */
  private static final Pattern SHELLS_WORDS =
      Pattern.compile("(?m)^\\S*sh: (?:line )?\\d+: (\\S+): (?:command )?not found$");

  private final List<Commands.Output> outputs;
  private final Commands commands;
  private final Map<Condition.Command, Commands.Output> done = new HashMap<>();

  CommandConditions(Evidence evidence, Commands commands) {
    this.outputs = evidence.outputs();
    this.commands = commands;
  }

  Verdict prints(Condition.Prints condition, Bindings bindings) {
    String all = outputs.stream().map(Commands.Output::text).collect(Collectors.joining("\n"));
    return prints(condition.text(), all, bindings);
  }

  private static Verdict prints(String wanted, String text, Bindings bindings) {
    return text.contains(wanted)
        ? Verdict.holds(bindings, "printed '" + line(text, wanted) + "'")
        : new Verdict.Fails("'" + wanted + "' was not printed, but: " + tail(text));
  }

  Verdict exit(Condition.Exit condition, Bindings bindings) {
    int status = outputs.isEmpty() ? 0 : outputs.getLast().status();
    return exit(
        condition.status(), outputs.isEmpty() ? "" : outputs.getLast().text(), status, bindings);
  }

  private static Verdict exit(int wanted, String text, int status, Bindings bindings) {
    return status == wanted
        ? Verdict.holds(bindings, "ended with " + status)
        : new Verdict.Fails("ended with " + status + ", expected " + wanted + ": " + tail(text));
  }

  Verdict command(Condition.Command condition, Bindings bindings) {
    Commands.Output output = done.computeIfAbsent(condition, c -> commands.run(c.run()));
    if (condition.exit().isPresent()) {
      int wanted = condition.exit().getAsInt();
      Verdict ended = exit(wanted, output.text(), output.status(), bindings);
      if (ended instanceof Verdict.Fails || condition.prints().isEmpty()) {
        return ended;
      }
    }
    return condition
        .prints()
        .map(text -> prints(text, output.text(), bindings))
        .orElseGet(() -> Verdict.holds(bindings, "ran '" + condition.run().command() + "'"));
  }

  /**
   * That the condition's command, or else one of the scenario's, did not find a program, and what
   * to do about it: words to put behind why a fact failed. Empty where every program was found.
   */
  String missingProgram(Condition condition) {
    return missingProgram(outputs(condition));
  }

  private List<Commands.Output> outputs(Condition condition) {
    Commands.Output own = condition instanceof Condition.Command c ? done.get(c) : null;
    return own == null ? outputs : List.of(own);
  }

  /** The line or lines with the text. */
  private static String line(String text, String wanted) {
    int start = text.lastIndexOf('\n', text.indexOf(wanted)) + 1;
    int end = text.indexOf('\n', text.indexOf(wanted) + wanted.length());
    return text.substring(start, end < 0 ? text.length() : end).strip();
  }

  private static String tail(String text) {
    List<String> lines = text.lines().filter(line -> !line.isBlank()).toList();
    if (lines.isEmpty()) {
      return "nothing was printed";
    }
    return String.join(" | ", lines.subList(Math.max(0, lines.size() - SHOWN_LINES), lines.size()));
  }

  static String missingProgram(List<Commands.Output> outputs) {
    return outputs.stream()
        .flatMap(output -> missingProgram(output).stream())
        .findFirst()
        .map("; "::concat)
        .orElse("");
  }

  private static Optional<String> missingProgram(Commands.Output output) {
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
