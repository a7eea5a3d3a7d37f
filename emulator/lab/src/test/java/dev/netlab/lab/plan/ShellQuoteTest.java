package dev.netlab.lab.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netlab.lab.PrintableText;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A shell gets from a script what the lab file has, and who reads the script sees all of it. */
class ShellQuoteTest {
  /** A zero byte is refused when the file is read; no shell has it. */
  private static final String ALL =
      IntStream.rangeClosed(1, 0xffff)
          .filter(character -> !Character.isSurrogate((char) character))
          .mapToObj(Character::toString)
          .collect(Collectors.joining());

  static List<String> texts() {
    return List.of(
        "",
        "plain",
        "it's",
        "#~?[*]$HOME `id` $(id) \\ \\\\ \\n",
        "\u001b[31mred\u001b[0m",
        "'\u0007'",
        "\u202e",
        "\r\n",
        "a\u0001\n\n",
        "\n\u0001",
        "\\\u0001\\\n",
        "$\u0001`\u0001\"\u0001'",
        "\u0001$(id)\u0001`id`\u0001${HOME}",
        "END\n\u001b\nEND1\n",
        "100% %s \u001b %%\\033",
        "-\u001b",
        "\u001b1 \u001b7",
        "\ud83d\udc69\u200d\ud83d\udcbb \udb40\udc01",
        ALL);
  }

  @ParameterizedTest
  @MethodSource("texts")
  void aWordArrivesAsItIs(String text) throws IOException, InterruptedException {
    String word = ShellQuote.of(text);
    assertThat(PrintableText.lines(word)).isEqualTo(word);
    assertThat(output("printf %s " + word)).isEqualTo(text);
    // An argument of a program has at most 128 KiB.
    if (word.length() < 1 << 16) {
      assertThat(output("sh -c " + ShellQuote.of("printf %s " + word))).isEqualTo(text);
    }
  }

  @ParameterizedTest
  @MethodSource("texts")
  void aDocumentArrivesAsItIs(String text) throws IOException, InterruptedException {
    String document = ShellQuote.here(text);
    assertThat(PrintableText.lines(document)).isEqualTo(document);
    assertThat(output("cat " + document + "\necho behind it"))
        .isEqualTo(text + (text.endsWith("\n") ? "" : "\n") + "behind it\n");
  }

  @Test
  void whatCanBeSeenIsReadAsItIs() {
    assertThat(ShellQuote.of("it's")).isEqualTo("'it'\\''s'");
    assertThat(ShellQuote.of("a b\u001bc")).isEqualTo("\"$(printf 'a b\\033c')\"");
    assertThat(ShellQuote.here("a $b")).isEqualTo("<<'END'\na $b\nEND");
    assertThat(ShellQuote.here("a $b\u007f")).isEqualTo("<<END\n$(printf 'a $b\\177')\nEND");
  }

  private static String output(String script) throws IOException, InterruptedException {
    Process shell = new ProcessBuilder("sh").redirectErrorStream(true).start();
    try (OutputStream in = shell.getOutputStream()) {
      in.write(script.getBytes(StandardCharsets.UTF_8));
    }
    String output = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(shell.waitFor()).isZero();
    return output;
  }
}
