package dev.netlab.cli;

import dev.netlab.ip.Spelling;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.MaxValuesExceededException;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgGroupSpec;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.MutuallyExclusiveArgsException;
import picocli.CommandLine.OverwrittenOptionException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Describes what is wrong with a command line in one line, and where to find the correct usage. */
final class UsageErrors implements IParameterExceptionHandler {
  @Override
  public int handleParseException(ParameterException wrong, String[] arguments) {
    CommandLine at = wrong.getCommandLine();
    PrintWriter talk = at.getErr();
    boolean isVerb = at.getParent() != null;
    talk.println("netlab: " + words(wrong));
    talk.println("See 'netlab help%s'.".formatted(isVerb ? " " + at.getCommandName() : ""));
    talk.flush();
    return ExitCode.WRONG_USAGE_OR_LAB_FILE.number();
  }

  /** The message for a verb that does not exist. */
  static String noVerb(@Nullable String name) {
    return "there is no verb '%s'%s"
        .formatted(name, suggestion(String.valueOf(name), Verbs.names()));
  }

  private static String words(ParameterException wrong) {
    return switch (wrong) {
      case UnmatchedArgumentException unmatched -> unmatched(unmatched);
      case MissingParameterException missing -> missing(missing);
      // picocli throws one for options and the other for arguments in the same group.
      case MutuallyExclusiveArgsException _, MaxValuesExceededException _ ->
          "give only one: " + choices(wrong.getCommandLine()).collect(Collectors.joining("; "));
      case OverwrittenOptionException twice -> label(twice.getOverwritten()) + " is given twice";
      default -> {
        ArgSpec argument = wrong.getArgSpec();
        yield argument == null ? String.valueOf(wrong.getMessage()) : value(wrong, argument);
      }
    };
  }

  private static String unmatched(UnmatchedArgumentException wrong) {
    CommandLine at = wrong.getCommandLine();
    String first = wrong.getUnmatched().getFirst();
    if (first.startsWith("-") && first.length() > 1) {
      String name = first.split("=", 2)[0];
      List<String> options =
          at.getCommandSpec().options().stream()
              .flatMap(option -> Arrays.stream(option.names()))
              .toList();
      return "unknown option '%s'%s".formatted(name, suggestion(name, options));
    }
    return at.getParent() == null ? noVerb(first) : "one argument too many: '%s'".formatted(first);
  }

  private static String missing(MissingParameterException wrong) {
    List<ArgSpec> missing = wrong.getMissing();
    if (missing.isEmpty()) {
      return String.valueOf(wrong.getMessage());
    }
    ArgSpec first = missing.getFirst();
    if (first instanceof OptionSpec option && !option.required()) {
      return "%s needs a value: %s".formatted(label(option), option.paramLabel());
    }
    Optional<String> choice = choices(wrong.getCommandLine()).findFirst();
    if (choice.isPresent()) {
      return "give " + choice.get();
    }
    String labels =
        missing.stream().map(UsageErrors::label).distinct().collect(Collectors.joining(" and "));
    return labels + (missing.size() == 1 ? " is missing" : " are missing");
  }

  /** Alternatives of which a verb accepts only one, such as {@code LAB or --all}. */
  private static Stream<String> choices(CommandLine at) {
    return at.getCommandSpec().argGroups().stream()
        .filter(ArgGroupSpec::exclusive)
        .map(
            group ->
                Stream.concat(
                        group.allPositionalParametersNested().stream(), group.options().stream())
                    .map(UsageErrors::label)
                    .collect(Collectors.joining(" or ")));
  }

  private static String value(ParameterException wrong, ArgSpec argument) {
    if (argument.type().isEnum()) {
      String words =
          Arrays.stream(argument.type().getEnumConstants())
              .map(constant -> constant.toString().toLowerCase(Locale.ROOT))
              .collect(Collectors.joining(", "));
      return "%s is one of %s, not '%s'".formatted(label(argument), words, wrong.getValue());
    }
    return wrong.getCause() instanceof TypeConversionException cause
        ? "%s: %s".formatted(label(argument), number(String.valueOf(cause.getMessage())))
        : String.valueOf(wrong.getMessage());
  }

  /** picocli names numbers by their Java types. */
  private static String number(String message) {
    return message.replaceFirst("is not an? (int|long)$", "is not a number");
  }

  private static String label(ArgSpec argument) {
    return argument instanceof OptionSpec option ? option.longestName() : argument.paramLabel();
  }

  private static String suggestion(String unknown, Collection<String> known) {
    // A word of one or two letters is one edit away from too many others.
    return Optional.of(unknown)
        .filter(word -> word.replace("-", "").length() > 2)
        .flatMap(word -> Spelling.closest(word, known))
        .map(word -> "; did you mean '" + word + "'?")
        .orElse("");
  }
}
