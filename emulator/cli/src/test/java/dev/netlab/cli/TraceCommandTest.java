package dev.netlab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netlab.insight.story.Trace;
import dev.netlab.insight.trace.render.Palette;
import dev.netlab.lab.Lab;
import dev.netlab.lab.LabName;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class TraceCommandTest {
  private static final Lab LAB =
      new Lab(
          new LabName("a"), "", List.of(), List.of(), List.of(), Map.of(), List.of(), List.of());
  private static final Trace NOTHING =
      new Trace("a", "b", List.of("true"), 0, List.of(), List.of(), List.of());

  @ParameterizedTest
  @CsvSource({
    "--first, 0, '--first counts from 1, not 0'",
    "--packet, -1, '--packet counts from 1, not -1'",
    "--filter, 10.0.0.1 < 10.0.0.2, 10.0.0.1 < 10.0.0.2",
    "--format, xml, xml",
  })
  void whatCannotBeAskedForIsWrongUsage(String option, String value, String said) {
    StringWriter talk = new StringWriter();
    CommandLine line = Main.commandLine().setErr(new PrintWriter(talk));
    assertThat(line.execute("trace", "liqo-two-clusters", "n", option + "=" + value, "--", "true"))
        .isEqualTo(2);
    assertThat(talk.toString()).contains(said);
  }

  @Test
  void eachFormatIsWritten() throws IOException {
    assertThat(written(TraceReport.Format.TEXT)).startsWith("a b: true\n");
    assertThat(written(TraceReport.Format.JSON)).startsWith("{").contains("\"lab\" : \"a\"");
    assertThat(written(TraceReport.Format.HTML)).startsWith("<!DOCTYPE html>").contains("true");
    assertThat(written(TraceReport.Format.PCAPNG)).startsWith("\n\r\r\n");
  }

  private static String written(TraceReport.Format format) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new TraceReport(LAB, NOTHING).write(out, format, Palette.PLAIN);
    return out.toString(StandardCharsets.ISO_8859_1);
  }
}
