package dev.netlab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ProgressLineTest {
  private static final String CLEAR = "\r\033[K";

  private final ByteArrayOutputStream terminal = new ByteArrayOutputStream();
  private final PrintWriter talk = PrintableWriter.into(terminal);

  private String seen() {
    return terminal.toString(StandardCharsets.UTF_8);
  }

  @Test
  void whatStaysIsPrintedInPlaceOfTheLine() {
    try (ProgressLine line = ProgressLine.on(talk, new PrintStream(terminal))) {
      line.show("making links", 80);
      line.show("a word");
      line.show("a line as long as the terminal", 10);
    }
    assertThat(seen())
        .isEqualTo(CLEAR + "making links ..." + CLEAR + "a word\n" + CLEAR + "a line as" + CLEAR);
  }

  @Test
  void whatACommandPrintsIsNeitherMixedWithTheLineNorErasedByIt() throws Exception {
    try (ProgressLine line = ProgressLine.on(talk, new PrintStream(terminal));
        OutputStream command = line.around(terminal)) {
      line.show("waiting", 80);
      command.write("no newline".getBytes(StandardCharsets.UTF_8));
      line.show("", 80);
      command.write('!');
      line.show("following", 80);
    }
    assertThat(seen())
        .isEqualTo(
            CLEAR + "waiting ..." + CLEAR + "no newline!\n" + CLEAR + "following ..." + CLEAR);
  }
}
