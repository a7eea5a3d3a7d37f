package dev.netlab.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * The manual: {@code netlab(1)} and a page for each verb, from picocli's model, in the format of
 * groff_man(7). picocli's own generator writes AsciiDoc, for which a build would need Asciidoctor.
 */
final class ManPages {
  /** The files that netlab reads and writes; all others are described in docs/ARCHITECTURE.md. */
  private static final Map<String, String> FILES =
      Map.of(
          "/run/netlab/LAB/", "the state of a lab that is up, for root only",
          "/run/netns/LAB.NODE", "its namespaces: ip netns exec LAB.NODE works");

  private static final String LAB =
      "A name is that of a lab that is up, else of one that comes with netlab; only a text that is"
          + " neither is a path. ./NAME is always a path. The name of a lab that is up stands for"
          + " the lab as it was brought up; up, test, plan, validate and doctor read the file that"
          + " it came from.";

  private ManPages() {}

  /** Writes all pages to a folder: {@code ManPages FOLDER}. */
  public static void main(String[] arguments) throws IOException {
    Path folder = Files.createDirectories(Path.of(arguments[0]));
    for (Map.Entry<String, String> page : all().entrySet()) {
      Files.writeString(folder.resolve(page.getKey()), page.getValue());
    }
  }

  /** The pages, by file name. */
  static Map<String, String> all() {
    CommandLine netlab = Main.commandLine();
    Map<String, String> pages = new LinkedHashMap<>();
    pages.put("netlab.1", page(netlab, verbs(netlab)));
    for (CommandLine verb : new LinkedHashSet<>(netlab.getSubcommands().values())) {
      pages.put("netlab-" + verb.getCommandName() + ".1", page(verb, ""));
    }
    return pages;
  }

  private static String page(CommandLine command, String verbs) {
    CommandSpec spec = command.getCommandSpec();
    String name = spec.qualifiedName("-");
    String what = String.join(" ", spec.usageMessage().description());
    StringBuilder page = new StringBuilder();
    page.append(".TH ").append(name.toUpperCase(Locale.ROOT)).append(" 1 \"\" netlab\n");
    section(page, "NAME", text(name) + " \\- " + text(first(what)));
    section(page, "SYNOPSIS", ".nf\n" + text(synopsis(command)) + "\n.fi");
    section(page, "DESCRIPTION", text(what));
    if (spec.aliases().length > 0) {
      page.append(".PP\nAlso called ")
          .append(text(String.join(", ", spec.aliases())))
          .append(".\n");
    }
    section(page, "VERBS", verbs);
    section(
        page,
        "ARGUMENTS",
        spec.positionalParameters().stream()
            .map(ManPages::argument)
            .distinct()
            .collect(Collectors.joining("\n")));
    if (spec.positionalParameters().stream().anyMatch(a -> a.paramLabel().equals("LAB"))) {
      page.append(".PP\n").append(text(LAB)).append('\n');
    }
    section(
        page,
        "OPTIONS",
        spec.options().stream()
            .filter(option -> !option.hidden())
            .map(ManPages::option)
            .collect(Collectors.joining("\n")));
    section(page, "EXIT STATUS", items(ExitCode.meanings()));
    section(page, "FILES", items(new TreeMap<>(FILES)));
    section(page, "SEE ALSO", seeAlso(spec));
    return page.toString();
  }

  private static String verbs(CommandLine netlab) {
    Map<String, String> verbs = new LinkedHashMap<>();
    for (CommandLine verb : new LinkedHashSet<>(netlab.getSubcommands().values())) {
      CommandSpec spec = verb.getCommandSpec();
      verbs.put(
          String.join(", ", spec.names()), String.join(" ", spec.usageMessage().description()));
    }
    return items(verbs);
  }

  private static String seeAlso(CommandSpec spec) {
    String others = ".BR ip-netns (8),\n.BR nft (8),\n.BR wg (8)";
    return spec.parent() == null ? others : ".BR netlab (1),\n" + others;
  }

  private static String synopsis(CommandLine command) {
    Help help = new Help(command.getCommandSpec(), Help.defaultColorScheme(Help.Ansi.OFF));
    return help.synopsis(0).strip();
  }

  private static String argument(PositionalParamSpec argument) {
    return item(argument.paramLabel(), Completion.description(argument));
  }

  private static String option(OptionSpec option) {
    String names = String.join(", ", option.names());
    String value = option.arity().max() == 0 ? "" : " " + option.paramLabel();
    return item(names + value, Completion.description(option));
  }

  private static String items(Map<String, String> items) {
    return items.entrySet().stream()
        .map(entry -> item(entry.getKey(), entry.getValue()))
        .collect(Collectors.joining("\n"));
  }

  private static String item(String term, String meaning) {
    return ".TP\n.B " + text(term) + "\n" + text(meaning);
  }

  private static void section(StringBuilder page, String title, String text) {
    if (!text.isEmpty()) {
      page.append(".SH ").append(title).append('\n').append(text).append('\n');
    }
  }

  /** The first sentence, as whatis(1) shows it. */
  private static String first(String text) {
    return List.of(text.split("[.:;] ?")).getFirst();
  }

  /**
   * Escapes text for roff: hyphens stay hyphens when copied, and no line is taken for a request.
   */
  private static String text(String text) {
    return text.replace("%%", "%")
        .replace("\\", "\\e")
        .replace("-", "\\-")
        .replaceAll("(?m)^([.'])", "\\\\&$1");
  }
}
