package dev.netlab.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PrintableTextTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a b ~",
        "\u00a0\u00e4\u00df",
        "\u05e9\u05dc\u05d5\u05dd",
        "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645",
        "\ud83d\udc69\u200d\ud83d\udcbb",
        "\ufffd",
        "\ue000"
      })
  void whatCanBeSeenStaysAsItIs(String text) {
    assertThat(PrintableText.of(text)).isSameAs(text);
    assertThat(PrintableText.lines(text)).isSameAs(text);
  }

  @Test
  void controlsAndWhatTurnsTextAroundAreWrittenOut() {
    Stream.of(
            IntStream.rangeClosed(0, 0x1f).toArray(),
            IntStream.rangeClosed(0x7f, 0x9f).toArray(),
            IntStream.rangeClosed(0x200e, 0x200f).toArray(),
            IntStream.rangeClosed(0x2028, 0x202e).toArray(),
            IntStream.rangeClosed(0x2066, 0x2069).toArray(),
            IntStream.rangeClosed(0xd800, 0xdfff).toArray(),
            new int[] {0x00ad, 0x061c, 0x200b, 0xfeff, 0xfffe, 0xffff})
        .flatMapToInt(IntStream::of)
        .forEach(
            character -> {
              String text = "a" + (char) character + "b";
              assertThat(PrintableText.of(text)).isEqualTo("a\\u%04xb".formatted(character));
              assertThat(PrintableText.isPrintable(text)).isFalse();
            });
  }

  @Test
  void onlyLineFeedsAndTabsStayInTextOfSeveralLines() {
    assertThat(PrintableText.lines("a\tb\nc\rd\fe\u0085f\u2028"))
        .isEqualTo("a\tb\nc\\u000dd\\u000ce\\u0085f\\u2028");
  }

  /** JSON and JavaScript read the character back. */
  @Test
  void whatIsBeyondFourDigitsIsWrittenAsASurrogatePair() {
    assertThat(PrintableText.of("\udb40\udc01")).isEqualTo("\\udb40\\udc01");
    assertThat(PrintableText.of("\udc01\udb40")).isEqualTo("\\udc01\\udb40");
  }

  @ParameterizedTest
  @CsvSource({"60, false", "61, true", "1000, true"})
  void aBeginningHasSixtyCharacters(int length, boolean cut) {
    String emoji = "\ud83d\udc69";
    assertThat(PrintableText.beginning(emoji.repeat(length)))
        .isEqualTo(emoji.repeat(60) + (cut ? "..." : ""));
  }
}
