package dev.netlab.cli;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The verbs by name, without reading the annotations of their classes: reading all of them takes as
 * long as the rest of the start.
 */
final class Verbs {
  private static final List<Class<?>> ALL =
      List.of(
          UpCommand.class,
          DownCommand.class,
          LsCommand.class,
          ShowCommand.class,
          ExecCommand.class,
          ShellCommand.class,
          LinkCommand.class,
          LogsCommand.class,
          TestCommand.class,
          TraceCommand.class,
          CaptureCommand.class,
          ExplainCommand.class,
          PlanCommand.class,
          PolicyCommand.class,
          GraphCommand.class,
          ValidateCommand.class,
          DoctorCommand.class,
          VersionCommand.class,
          HelpCommand.class,
          CompletionCommand.class,
          GeneveCommand.class);

  /** Names that containerlab uses for some of them; the annotations contain the same aliases. */
  private static final Map<String, Class<?>> ALIASES =
      Map.of(
          "deploy", UpCommand.class,
          "destroy", DownCommand.class,
          "inspect", ShowCommand.class);

  private static final Map<String, Class<?>> BY_NAME = byName();

  private Verbs() {}

  private static Map<String, Class<?>> byName() {
    Map<String, Class<?>> verbs = new LinkedHashMap<>();
    for (Class<?> verb : ALL) {
      String name = verb.getSimpleName().replaceFirst("Command$", "");
      verbs.put(name.toLowerCase(Locale.ROOT), verb);
    }
    verbs.putAll(ALIASES);
    return verbs;
  }

  /** All verbs, in the order in which help lists them. */
  static List<Class<?>> all() {
    return ALL;
  }

  /** The names, including aliases. */
  static Collection<String> names() {
    return BY_NAME.keySet();
  }

  static Optional<Class<?>> named(String name) {
    return Optional.ofNullable(BY_NAME.get(name));
  }

  /** Whether a command line names a verb that makes system calls itself. */
  static boolean askTheKernel(String... arguments) {
    return arguments.length > 1
        && named(arguments[0])
            .filter(verb -> verb != HelpCommand.class && verb != CompletionCommand.class)
            .isPresent();
  }

  /**
   * The verbs that a command line needs: the one that it names, also after {@code help}, or all.
   * For an unknown name there are none.
   */
  static List<Class<?>> of(String... arguments) {
    if (arguments.length == 0 || arguments[0].startsWith("-")) {
      return ALL;
    }
    Optional<Class<?>> verb = named(arguments[0]);
    if (verb.isEmpty()) {
      return List.of();
    }
    if (verb.get() == CompletionCommand.class) {
      return ALL;
    }
    if (verb.get() != HelpCommand.class) {
      return List.of(verb.get());
    }
    return arguments.length == 1
        ? ALL
        : named(arguments[1])
            .filter(named -> named != HelpCommand.class)
            .<List<Class<?>>>map(named -> List.of(named, HelpCommand.class))
            .orElse(List.of(HelpCommand.class));
  }
}
