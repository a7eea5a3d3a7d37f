package dev.netlab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class TraceCommandIT {
  @Test
  void theCommandMayHaveOptionsOfItsOwn() {
    StringWriter talk = new StringWriter();
    CommandLine line = Main.commandLine().setErr(new PrintWriter(talk));
    // It gets as far as to look for the lab.
    int code = line.execute("trace", "no-such-lab", "n", "--reply", "--", "ping", "-c", "1", "::1");
    assertThat(code).isEqualTo(2);
    assertThat(talk.toString()).contains("lab no-such-lab is not up");
  }
}
