package dev.netlab.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.netlab.cli.Completion.Shell;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;

/**
 * What shells offer at the cursor, with folders, labs and nodes of which some have hostile names.
 */
class CompletionIT {
  /** Each would make a file "harm" if a shell evaluated it. */
  private static final List<String> HOSTILE =
      List.of("$(touch harm)", "`touch harm`", "x;touch harm", "x y'\"", "x\ntouch harm", "-rf");

  /** Values that only the user knows. */
  private static final List<String> TYPED =
      List.of(
          "NAME",
          "TIME",
          "PERCENT",
          "RATE",
          "N",
          "T",
          "EXPR",
          "ADDRESS",
          "DESTINATION",
          "ARGUMENT",
          "");

  @TempDir private Path folder;
  private Path here = Path.of("");

  @BeforeEach
  void labs() throws IOException {
    here = Files.createDirectory(folder.resolve("here"));
    Path builtIn = folder.resolve("labs");
    List<String> names = new ArrayList<>(HOSTILE);
    names.addAll(List.of("tunnels", "teaching"));
    for (String name : names) {
      lab(builtIn.resolve(name), name);
      lab(here.resolve("own-" + name), name);
    }
    for (String name : HOSTILE) {
      Files.createDirectories(folder.resolve("run").resolve(name));
      Files.createDirectories(folder.resolve("netns").resolve(name + ".node"));
    }
    Path up = folder.resolve("run/office");
    Files.createDirectories(up.resolve("nodes/web-1/containers/nginx"));
    Files.createDirectories(up.resolve("nodes/web-1/containers/$(touch harm)"));
    lab(up, "office");
    for (String node : List.of("router", "web-1", "$(touch harm)")) {
      Files.createDirectories(folder.resolve("netns/office." + node));
    }
  }

  private static void lab(Path folder, String name) throws IOException {
    Files.createDirectories(folder);
    Files.writeString(
        folder.resolve("lab.yaml"),
        """
        name: %s
        nodes:
          alpha: {}
          # no: node
          beta:
            interfaces: {eth0: {}}
          $(touch harm): {}
        scenarios:
            first-ping:
                run: {node: alpha, command: "true"}
            second-ping: {}
        """
            .formatted(name));
  }

  /** The last word is the one at the cursor, as far as it is typed; ~ if nothing of it is. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "dep                              | deploy",
        "help vali                        | validate",
        "up --dr                          | --dry-run",
        "--ver                            | --version",
        "up of                            | office :file",
        "down t                           | teaching tunnels :file",
        "up --name x t                    | teaching tunnels :file",
        "exec office ~                    | router web-1 web-1/nginx",
        "exec office web-1/               | web-1/nginx",
        "shell --name office y r          | router",
        "logs office ~                    | web-1/nginx",
        "link office ~                    | router: web-1:",
        "capture office router ~          | router web-1",
        "trace office r                   | router",
        "exec office router ~             | :command",
        "exec office router -- ~          | :command",
        "exec office router ping ~        | :file",
        "exec office router ping --he     | :file",
        "policy tunnels ~                 | alpha beta",
        "test tunnels --scenario ~        | first-ping second-ping",
        "test office --scenario=s         | --scenario=second-ping",
        "explain office router --proto u  | udp",
        "graph tunnels --format=s         | --format=svg",
        "graph tunnels -o ~               | :file",
        "completion ~                     | bash zsh fish",
        "version ~                        | ''",
        "frobnicate ~                     | ''",
      })
  void whatMayStandAtTheCursorIsOffered(String words, String offered) throws Exception {
    List<String> command = new ArrayList<>(List.of("sh", "-c", program(), "netlab"));
    Arrays.stream(words.split(" ", -1))
        .map(word -> word.equals("~") ? "" : word)
        .forEach(command::add);
    assertThat(run(command).lines().map(line -> line.split("\t", -1)[0]))
        .containsExactlyInAnyOrder(offered.isEmpty() ? new String[0] : offered.split(" ", -1));
  }

  @Test
  void everyArgumentAndValueIsOneThatTheProgramKnows() {
    for (CommandLine verb : Main.commandLine().getSubcommands().values()) {
      List<ArgSpec> arguments = new ArrayList<>(verb.getCommandSpec().positionalParameters());
      verb.getCommandSpec().options().stream()
          .filter(option -> option.arity().max() > 0)
          .forEach(arguments::add);
      for (ArgSpec argument : arguments) {
        String label = argument.paramLabel();
        boolean isOffered = label.contains("|") || program().contains(label);
        assertThat(isOffered || TYPED.contains(label))
            .as("%s of %s", label, verb.getCommandName())
            .isTrue();
      }
    }
  }

  /** What the shells' own users see: a real terminal, and the key Tab. */
  @ParameterizedTest
  @EnumSource(Shell.class)
  void shellsCompleteAndEvaluateNothing(Shell shell) throws Exception {
    Path script =
        Files.writeString(folder.resolve("script"), elsewhere(completion().script(shell)));
    type(
        shell,
        script,
        List.of(
            "netlab dep\t of\t",
            // Enter takes what a menu offers first; a second one runs the line.
            "netlab up \t\t",
            "",
            "netlab up ./own-x\\;\t",
            "netlab up ./own-\\$\t",
            "netlab exec office \t\t",
            "",
            "netlab exec office web-1/\t",
            "netlab link office rou\t",
            "netlab test tunnels --scenario f\t",
            "netlab test \t\t",
            "",
            "netlab graph tunnels --format=s\t"));
    assertThat(here.resolve("harm")).doesNotExist();
    assertThat(Files.readString(folder.resolve("ran")).replace("/]", "]").lines())
        .contains(
            "[deploy][office]",
            "[up][./own-x;touch harm]",
            "[exec][office][web-1/nginx]",
            "[link][office][router:]",
            "[test][tunnels][--scenario][first-ping]",
            "[graph][tunnels][--format=svg]");
  }

  /** Types lines into a shell, in which {@code netlab} is a function that notes its arguments. */
  private void type(Shell shell, Path script, List<String> lines) throws Exception {
    Path ran = folder.resolve("ran");
    String start =
        switch (shell) {
          case BASH -> "bash --norc --noprofile -i";
          case ZSH -> "zsh -f -i";
          case FISH -> "fish --no-config -i";
        };
    String note = "printf '[%s]' ARGUMENTS >>" + ran + "; echo >>" + ran + "; ";
    String first =
        switch (shell) {
          case BASH -> "netlab() { " + note.replace("ARGUMENTS", "\"$@\"") + "}; ";
          case ZSH ->
              "autoload -Uz compinit; compinit -u; netlab() { "
                  + note.replace("ARGUMENTS", "\"$@\"")
                  + "}; ";
          case FISH -> "function netlab; " + note.replace("ARGUMENTS", "$argv") + "end; ";
        };
    ProcessBuilder terminal =
        new ProcessBuilder("script", "-qec", start, "/dev/null")
            .directory(here.toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("screen").toFile());
    terminal.environment().put("HOME", folder.toString());
    terminal.environment().put("TERM", "xterm");
    terminal.environment().put("LANG", "C.UTF-8");
    Process running = terminal.start();
    try (OutputStream keys = running.getOutputStream()) {
      keys.write(
          (first + "source " + script + "\n" + String.join("\n", lines) + "\nexit\n")
              .getBytes(UTF_8));
      keys.flush();
      assertThat(running.waitFor(20, TimeUnit.SECONDS))
          .as(() -> "%s ends: %s".formatted(start, screen()))
          .isTrue();
    } finally {
      running.destroyForcibly();
    }
  }

  private String screen() {
    try {
      return Files.readString(folder.resolve("screen"));
    } catch (IOException e) {
      return e.toString();
    }
  }

  private String run(List<String> command) throws Exception {
    Process process = new ProcessBuilder(command).directory(here.toFile()).start();
    String printed = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(new String(process.getErrorStream().readAllBytes(), UTF_8)).isEmpty();
    assertThat(here.resolve("harm")).doesNotExist();
    return printed;
  }

  private String program() {
    return elsewhere(completion().program());
  }

  private Completion completion() {
    return new Completion(Main.commandLine(), folder.resolve("labs"));
  }

  private String elsewhere(String script) {
    return script
        .replace("run=/run/netlab", "run=" + folder.resolve("run"))
        .replace("netns=/run/netns", "netns=" + folder.resolve("netns"));
  }
}
