package dev.netlab.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckedOutputTest {
  @TempDir private Path folder;

  @Test
  void whatCannotBeOpenedIsRefusedInTheSystemsWords() {
    assertRefused(folder.resolve("missing/report"), "No such file or directory");
    assertRefused(folder, "Is a directory");
  }

  private static void assertRefused(Path file, String words) {
    assertThatExceptionOfType(OutputException.class)
        .isThrownBy(() -> CheckedOutput.file(file))
        .withMessage("cannot write %s: %s".formatted(file, words));
  }

  @Test
  void aFileThatNothingIsWrittenToIsAsItWas() throws IOException {
    Path old = Files.writeString(folder.resolve("old"), "the report before\n");
    CheckedOutput.file(old).close();
    assertThat(old).hasContent("the report before\n");
    Path none = folder.resolve("none");
    CheckedOutput.file(none).close();
    assertThat(none).doesNotExist();
  }

  @Test
  void whatIsWrittenReplacesWhatWasThere() throws IOException {
    Path file = Files.writeString(folder.resolve("report"), "the report before\n");
    try (PrintWriter out = CheckedOutput.file(file).text()) {
      out.println("new");
      out.flush();
      out.println("and more");
    }
    assertThat(file).hasContent("new\nand more\n");
  }

  /** Writers hide every error of input and output. */
  @Test
  void aFullDeviceEndsWhoeverPrints() {
    PrintWriter out = CheckedOutput.file(Path.of("/dev/full")).text();
    out.println("data");
    assertThatExceptionOfType(OutputException.class)
        .isThrownBy(out::flush)
        .withMessage("cannot write /dev/full: No space left on device")
        .matches(e -> !e.isClosedPipe());
  }
}
