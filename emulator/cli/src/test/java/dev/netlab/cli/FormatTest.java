package dev.netlab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A format that is asked for goes before the name of -o, and that before the usual one. */
class FormatTest {
  @TempDir private Path folder;
  private String lab = "";

  @BeforeEach
  void write() throws IOException {
    Path file = folder.resolve("pair.lab");
    Files.writeString(
        file, "name: formats\nnodes: {a: {interfaces: {eth0: {peer: b:eth0}}}, b: {}}\n");
    lab = file.toString();
  }

  @ParameterizedTest
  @CsvSource({
    "x.svg, , <svg",
    "x.SVG, , <svg",
    "x.html, , <!DOCTYPE html>",
    "x.json, , {",
    "x.dot, , graph",
    "x.gv, , graph",
    "x.mmd, , flowchart",
    "x, , flowchart",
    ".svg, , flowchart",
    "x.svg, json, {",
    "x.pdf, dot, graph",
  })
  void graphWritesWhatTheFilesNameSays(String name, String format, String begins)
      throws IOException {
    Path file = folder.resolve(name);
    CommandRun run =
        format == null
            ? CommandRun.of("graph", lab, "-o", file.toString())
            : CommandRun.of("graph", lab, "--format", format, "-o", file.toString());
    assertThat(run).isEqualTo(new CommandRun(0, "", ""));
    assertThat(Files.readString(file).replaceFirst("^<\\?xml.*\n", "")).startsWith(begins);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "graph LAB -o x.pdf            | .mmd, .mermaid, .dot, .gv, .svg, .html, .htm, .json",
        "graph LAB -o x.json.gz        | .mmd, .mermaid, .dot, .gv, .svg, .html, .htm, .json",
        "test LAB -o x.html            | .txt, .text, .log, .json, .xml",
        "trace LAB a -o x.svg -- true  | .txt, .text, .log, .json, .html, .htm, .pcapng, .pcap",
      })
  void aNameThatAsksForWhatTheVerbDoesNotWriteIsRefused(String line, String can) {
    CommandRun run = CommandRun.of(line.replace("LAB", lab).split(" "));
    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).contains("does not write .").contains("but " + can + "; or add --format");
    assertThat(folder.resolve("x.pdf")).doesNotExist();
  }

  @Test
  void validateReportsProblemsAsJson() throws IOException {
    assertThat(CommandRun.of("validate", lab, "--format", "json").out())
        .contains("\"valid\" : true", "\"lab\" : \"formats\"", "\"nodes\" : 2");
    Path bad = Files.writeString(folder.resolve("bad.yaml"), "name: bad\nnodes: {a: {x: 1}}\n");
    CommandRun run = CommandRun.of("validate", bad.toString(), "--format", "json");
    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).isEmpty();
    assertThat(run.out()).contains("\"file\" : \"" + bad + "\"", "\"line\" : 2", "\"column\" : 13");
  }

  @Test
  void theVersionIsThereForPrograms() {
    assertThat(CommandRun.of("version", "--format", "json").out()).contains("\"version\" : ");
    assertThat(CommandRun.of("version").out()).startsWith("netlab ");
  }

  /** As names of other locales do, which have characters that this one lacks. */
  @ParameterizedTest
  @ValueSource(strings = {"x\0.svg", "\ud800.svg"})
  void whatCannotBeAPathIsWrongUsage(String file) {
    CommandRun run = CommandRun.of("graph", lab, "-o", file);
    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).contains("-o: ", "cannot be a path").doesNotContain("java");
  }
}
