package dev.netlab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Whatever is neither a lab's name nor a lab file is refused by every verb, before anything. */
class BadNamesIT {
  static final List<String> NAMES =
      List.of(
          "",
          " ",
          "/",
          "//",
          "..",
          "../..",
          "/srv",
          "/run",
          "/etc/passwd/x",
          "foo/bar",
          "../netlab",
          "./no-such",
          ".made",
          ".made.lock",
          ".no-such.lock",
          "no-such.lock",
          "no.such",
          "no_such",
          "no such",
          "no\nsuch",
          "\u001b[2J",
          "*",
          "$HOME",
          "~root",
          "\u00e4",
          "./no\0such",
          // Half of a surrogate pair has no bytes, as a character that the locale lacks.
          "./\ud800",
          "x".repeat(41),
          "x".repeat(5000));

  /** Each with what it needs beside LAB, which stands at the second place. */
  private static final List<List<String>> VERBS =
      List.of(
          List.of("up", "LAB"),
          List.of("up", "LAB", "--dry-run"),
          List.of("down", "LAB"),
          List.of("show", "LAB"),
          List.of("exec", "LAB", "n", "--", "true"),
          List.of("shell", "LAB", "n"),
          List.of("logs", "LAB", "n/c"),
          List.of("link", "LAB", "n:eth0"),
          List.of("test", "LAB"),
          List.of("trace", "LAB", "n", "--", "true"),
          List.of("capture", "LAB"),
          List.of("explain", "LAB", "n", "192.0.2.1"),
          List.of("plan", "LAB"),
          List.of("policy", "LAB"),
          List.of("graph", "LAB"),
          List.of("validate", "LAB"),
          List.of("doctor", "LAB"));

  @ParameterizedTest
  @FieldSource("NAMES")
  void everyVerbRefusesIt(String name) {
    for (List<String> verb : VERBS) {
      List<String> words = new ArrayList<>(verb);
      words.set(1, name);
      refused(words);
    }
  }

  @ParameterizedTest
  @FieldSource("NAMES")
  void soItDoesAsAnotherName(String name) {
    for (List<String> verb : VERBS) {
      List<String> words = new ArrayList<>(verb);
      words.set(1, "../../labs/liqo-two-clusters");
      words.addAll(1, List.of("--name", name));
      refused(words);
    }
  }

  private static void refused(List<String> words) {
    CommandRun run = CommandRun.of(words.toArray(String[]::new));
    assertThat(run.status()).as("%s: %s", words, run.err()).isEqualTo(2);
    assertThat(run.err().lines()).as("%s", words).hasSizeBetween(1, 4);
    assertThat(run.err())
        .as("%s", words)
        .doesNotContain("\u001b", "Exception")
        .hasSizeLessThan(1000);
    assertThat(run.out()).as("%s", words).isEmpty();
  }
}
