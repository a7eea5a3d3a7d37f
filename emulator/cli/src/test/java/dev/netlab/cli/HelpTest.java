package dev.netlab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;

class HelpTest {
  static Stream<String> verbs() {
    return Verbs.names().stream();
  }

  @ParameterizedTest
  @MethodSource("verbs")
  void everyVerbTellsItsUseOnStdout(String verb) {
    CommandRun asked = CommandRun.of("help", verb);
    assertThat(asked.status()).isZero();
    assertThat(asked.err()).isEmpty();
    assertThat(asked.out()).startsWith("Usage: netlab ").contains("--help", "Exit status:");
    assertThat(CommandRun.of(verb, "--help")).isEqualTo(asked);
    assertThat(CommandRun.of(verb, "-h")).isEqualTo(asked);
  }

  @Test
  void helpListsEveryVerbWithItsAliases() {
    CommandRun asked = CommandRun.of("help");
    assertThat(asked.status()).isZero();
    assertThat(asked.out()).contains(Verbs.names()).contains("128+N");
    assertThat(CommandRun.of("--help")).isEqualTo(asked);
    assertThat(CommandRun.of("-h")).isEqualTo(asked);
  }

  @Test
  void aVerbIsKnownByTheNamesOfItsAnnotation() {
    for (Class<?> verb : Verbs.all()) {
      Command annotation = verb.getAnnotation(Command.class);
      assertThat(Verbs.named(annotation.name())).contains(verb);
      for (String alias : annotation.aliases()) {
        assertThat(Verbs.named(alias)).contains(verb);
      }
    }
    assertThat(Main.commandLine().getSubcommands().keySet())
        .containsExactlyInAnyOrderElementsOf(Verbs.names());
  }

  @Test
  void onlyTheVerbThatIsAskedForIsRead() {
    assertThat(Verbs.of("version")).isEqualTo(List.of(VersionCommand.class));
    assertThat(Verbs.of("destroy", "x")).isEqualTo(List.of(DownCommand.class));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "hlep                        | there is no verb 'hlep'; did you mean 'help'?",
        "help hlep                   | there is no verb 'hlep'; did you mean 'help'?",
        "grpah x                     | there is no verb 'grpah'; did you mean 'graph'?",
        "frobnicate                  | there is no verb 'frobnicate'",
        "up --dryrun x               | unknown option '--dryrun'; did you mean '--dry-run'?",
        "exec a b -c 1               | unknown option '-c'",
        "exec a                      | NODE[/CONTAINER] is missing",
        "up a b                      | one argument too many: 'b'",
        "up --name                   | --name needs a value: NAME",
        "down                        | give LAB or --all",
        "down a --all                | give only one: LAB or --all",
        "link a b:c --up --down      | give only one: --up or --down or --reset",
        "graph --format x y          | --format is one of mermaid, dot, svg, html, json, not 'x'",
        "capture a -c x              | -c: 'x' is not a number",
        "capture a --duration 1x     | --duration: '1x' is not a time such as 500ms, 10s or 2m",
        "trace a b --first 1 --first 1 x | --first is given twice",
      })
  void wrongUsageIsToldInOneLineWithWhereToRead(String arguments, String message) {
    CommandRun wrong = CommandRun.of(arguments.split(" "));
    assertThat(wrong.status()).isEqualTo(2);
    assertThat(wrong.out()).isEmpty();
    assertThat(wrong.err().lines()).hasSize(2);
    assertThat(wrong.err()).startsWith("netlab: " + message + "\nSee 'netlab help");
  }

  @ParameterizedTest
  @CsvSource({
    "exec lab node ping -c 1 ::1 --help, ping -c 1 ::1 --help",
    "exec lab node -- ping -c 1 ::1, ping -c 1 ::1",
    "exec --name x lab node -- -c --, -c --",
    "exec lab node sh -c -- @file, sh -c -- @file",
    "trace lab --request node ping -c 1 --format json, ping -c 1 --format json",
    "trace lab node --request -- ping --reply, ping --reply",
  })
  void whatFollowsACommandIsTheCommands(String arguments, String command) {
    CommandLine.ParseResult read = Main.commandLine().parseArgs(arguments.split(" "));
    List<String> words =
        read.subcommand().commandSpec().positionalParameters().stream()
            .filter(positional -> positional.paramLabel().equals("CMD"))
            .findFirst()
            .orElseThrow()
            .getValue();
    assertThat(words).containsExactly(command.split(" "));
  }

  @Test
  void noVerbIsWrongUsage() {
    CommandRun wrong = CommandRun.of();
    assertThat(wrong.status()).isEqualTo(2);
    assertThat(wrong.err()).startsWith("netlab: which verb?");
  }
}
