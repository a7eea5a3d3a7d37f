package dev.netlab.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * What shells need to complete netlab's command lines. One program for sh ({@code complete.sh})
 * lists what may stand at the cursor, from tables of verbs, options and arguments that this class
 * writes, and from the names of the labs that are up; it does not start Java. Each shell's adapter
 * ({@code completion.bash} and so on) wraps this program.
 *
 * @param labs the folder of the labs that are part of netlab
 */
record Completion(CommandLine netlab, Path labs) {
  enum Shell {
    BASH,
    ZSH,
    FISH
  }

  String script(Shell shell) {
    String program = program();
    String around = resource("completion." + shell.name().toLowerCase(Locale.ROOT));
    return around.replace(
        "@COMPLETE@",
        switch (shell) {
          case BASH, ZSH -> program.stripTrailing();
          case FISH -> program.replace("\\", "\\\\").replace("'", "\\'");
        });
  }

  /**
   * The program that lists what may stand at the cursor. Its arguments are the words before the
   * cursor.
   */
  String program() {
    return resource("complete.sh").replace("@TABLES@", String.join("\n", tables()));
  }

  private List<String> tables() {
    Map<String, CommandSpec> verbs = new LinkedHashMap<>();
    verbs.put("''", netlab.getCommandSpec());
    List<String> names = new ArrayList<>();
    for (CommandLine verb : new LinkedHashSet<>(netlab.getSubcommands().values())) {
      CommandSpec spec = verb.getCommandSpec();
      List<String> all =
          Stream.concat(Stream.of(spec.name()), Arrays.stream(spec.aliases())).toList();
      verbs.put(String.join(" | ", all), spec);
      String what = String.join(" ", spec.usageMessage().description());
      all.forEach(name -> names.add(row(name, sentence(what))));
    }
    List<String> lines = new ArrayList<>();
    lines.add("labs=" + quoted(labs.toAbsolutePath().normalize().toString()));
    lines.add("verbs() {");
    lines.add(printed("%s\\t%s\\n", names));
    lines.add("}");
    lines.add("options() { # NAME, what it wants (- if nothing), what it is");
    lines.addAll(cases(verbs, spec -> printed("%s\\t%s\\t%s\\n", options(spec))));
    lines.add("}");
    lines.add("arguments() {");
    lines.addAll(cases(verbs, spec -> "echo " + quoted(arguments(spec))));
    lines.add("}");
    return lines;
  }

  private static List<String> cases(
      Map<String, CommandSpec> verbs, Function<CommandSpec, String> text) {
    List<String> lines = new ArrayList<>();
    lines.add("case $1 in");
    verbs.forEach((names, spec) -> lines.add(names + ") " + text.apply(spec) + " ;;"));
    lines.add("esac");
    return lines;
  }

  private static List<String> options(CommandSpec spec) {
    return spec.options().stream()
        .filter(option -> !option.hidden())
        .flatMap(option -> Arrays.stream(option.names()).map(name -> option(name, option)))
        .toList();
  }

  private static String option(String name, OptionSpec option) {
    String value = option.arity().max() == 0 ? "-" : option.paramLabel();
    return row(name, value, sentence(description(option)));
  }

  private static String arguments(CommandSpec spec) {
    return spec.positionalParameters().stream()
        .sorted(Comparator.comparing(PositionalParamSpec::index))
        .map(
            a ->
                a.paramLabel() + (a.index().isUnspecified() || a.index().isVariable() ? "..." : ""))
        .collect(Collectors.joining(" "));
  }

  /** The description as help prints it. */
  static String description(ArgSpec argument) {
    return String.join(" ", argument.description());
  }

  private static String sentence(String text) {
    return text.replace('\t', ' ').replace('\n', ' ').replace("%%", "%");
  }

  private static String row(String... cells) {
    return Arrays.stream(cells).map(Completion::quoted).collect(Collectors.joining(" "));
  }

  private static String printed(String format, List<String> rows) {
    return "printf '" + format + "' \\\n  " + String.join(" \\\n  ", rows);
  }

  private static String quoted(String text) {
    return "'" + text.replace("'", "'\\''") + "'";
  }

  private static String resource(String name) {
    try (InputStream in = Completion.class.getResourceAsStream(name)) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("read " + name, e);
    }
  }
}
