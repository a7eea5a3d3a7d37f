package dev.netlab.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LabNameTest {
  @ParameterizedTest
  @ValueSource(strings = {"a", "0", "Lab-7", "a-", "liqo-two-clusters"})
  void aName(String text) {
    assertThat(new LabName(text)).hasToString(text);
    assertThat(LabName.wrongWith(text)).isEmpty();
  }

  @Test
  void itsLengthIsBounded() {
    assertThat(LabName.tryParse("a".repeat(40))).isPresent();
    assertThat(LabName.tryParse("a".repeat(41))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        ".",
        "..",
        "...",
        "/",
        "/srv",
        "a/b",
        "../a",
        "a/../b",
        "./a",
        "a/",
        ".made",
        ".locks",
        ".a.lock",
        "a.lock",
        "a.b",
        "-a",
        "--all",
        "a b",
        "a\n",
        "\na",
        "a\u0000b",
        "\u001b[2J",
        "a_b",
        "*",
        "a*",
        "$HOME",
        "~",
        "\u00e4",
        "\uff41",
        "a\u202eb",
        "\ud800",
        "a\u2028b",
      })
  void noName(String text) {
    assertThat(LabName.tryParse(text)).isEmpty();
    assertThatExceptionOfType(LabNameException.class)
        .isThrownBy(() -> new LabName(text))
        .withMessageContaining("cannot be a lab's name")
        .satisfies(e -> assertThat(e.getMessage()).matches("[^\\p{Cc}\\p{Cf}\\p{Cs}\\u2028]+"));
  }

  @Test
  void aLongOneIsNotShownWhole() {
    assertThat(LabName.wrongWith("x".repeat(100_000)).orElseThrow()).hasSizeLessThan(200);
  }
}
