package dev.netlab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netlab.insight.facts.FactResult;
import dev.netlab.insight.story.Trace;
import dev.netlab.insight.trace.render.Palette;
import dev.netlab.lab.Lab;
import dev.netlab.lab.LabName;
import dev.netlab.lab.PrintableText;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;
import tools.jackson.jr.ob.JSON;

/** Whatever others wrote, all that netlab prints of it can be seen, and each format stays one. */
class PrintableOutputTest {
  /** U+0000 to U+FFFF, no two halves of a pair one behind the other, and what ends CDATA. */
  private static final String ALL =
      IntStream.rangeClosed(0, 0xffff)
              .mapToObj(character -> (char) character + " ")
              .collect(Collectors.joining())
          + "]]> <&>\"' \ud83d\udc69 \udb40\udc01";

  private static final String LAB =
      """
      name: unseen
      title: "title \\u202e\\u2028\\ufeff <]]>"
      nodes:
        a:
          interfaces: {eth0: {peer: "b:eth0", alias: "alias \\u202e"}}
          nft: "table ip x { comment \\"\\e[31m\\x7f\\u202e\\" ; }"
          containers:
            c: {command: "echo \\e[2J\\x9b", files: {/x: "\\e]0;x\\a\\r\\n"}}
        b: {}
      scenarios:
        s: {run: {node: a, command: "echo \\u2066"}, facts: {"1": [prints: "\\e[2J"]}}
      """;

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "validate LAB",
        "validate LAB --format json",
        "plan LAB",
        "plan LAB --format json",
        "plan LAB --format shell",
        "policy LAB",
        "policy LAB --format json",
        "graph LAB --format mermaid",
        "graph LAB --format dot",
        "graph LAB --format svg",
        "graph LAB --format html",
        "graph LAB --format json",
        "graph LAB --no\u001b[2J",
        "\u009b",
        "up /no\u001b/\u202elab.yaml",
        "plan BAD",
        "validate BAD --format json",
      })
  void whateverIsPrintedCanBeSeen(String line) throws IOException {
    Path lab = Files.writeString(folder.resolve("lab.yaml"), LAB);
    Path bad = Files.writeString(folder.resolve("b\u001b[2J\u202e.yaml"), "nodes: {\"\\e\": x}");
    CommandRun run =
        CommandRun.of(
            line.replace("LAB", lab.toString()).replace("BAD", bad.toString()).split(" "));
    assertThat(run.status()).isEqualTo(line.matches(".* LAB( --format .*)?") ? 0 : 2);
    assertThat(run.out() + run.err()).isNotEmpty().satisfies(PrintableOutputTest::canBeSeen);
  }

  @ParameterizedTest
  @ValueSource(strings = {"x.mmd", "x.dot", "x.svg", "x.html", "x.json"})
  void whateverIsWrittenIntoAPictureCanBeSeen(String name) throws Exception {
    Path lab = Files.writeString(folder.resolve("lab.yaml"), LAB);
    Path file = folder.resolve(name);
    assertThat(CommandRun.of("graph", lab.toString(), "-o", file.toString()).status()).isZero();
    String picture = Files.readString(file);
    canBeSeen(picture);
    if (name.endsWith(".svg")) {
      assertThat(parsed(picture).getDocumentElement().getTextContent())
          .contains("title \\u202e\\u2028\\ufeff <]]>");
    }
  }

  @Test
  void junitIsXmlWhateverAProgramPrinted() throws Exception {
    Document read = parsed(report(TestReport.Format.JUNIT));
    Element failure = (Element) read.getElementsByTagName("failure").item(0);
    assertThat(failure.getTextContent()).isEqualTo(PrintableText.lines(ALL));
    assertThat(failure.getAttribute("message"))
        .isEqualTo(PrintableText.lines(ALL).lines().findFirst().orElseThrow().replace('\t', ' '));
  }

  @Test
  void factsAreTextThatCanBeSeen() {
    assertThat(report(TestReport.Format.TEXT))
        .contains("\\u0000", "\\u001b", "\\u009b", "\\u202e", "\\ud800", "]]> <&>\"'")
        .satisfies(PrintableOutputTest::canBeSeen);
  }

  /** What is escaped means the same to who reads it. */
  @Test
  void jsonTellsEachCharacterAsItIs() throws IOException {
    String json = report(TestReport.Format.JSON);
    canBeSeen(json);
    assertThat(JSON.std.mapFrom(json).get("facts"))
        .isEqualTo(List.of(Map.of("id", "1", "scenario", "s", "status", "fail", "detail", ALL)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"TEXT", "JSON", "HTML"})
  void aStoryCanBeSeen(TraceReport.Format format) throws IOException {
    Lab lab =
        new Lab(
            new LabName("a"), ALL, List.of(), List.of(), List.of(), Map.of(), List.of(), List.of());
    Trace trace = new Trace("a", "b", List.of("echo", ALL), 0, List.of(), List.of(ALL), List.of());
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new TraceReport(lab, trace).write(out, format, Palette.PLAIN);
    assertThat(out.toString(StandardCharsets.UTF_8)).containsIgnoringCase("\\u001b");
    canBeSeen(out.toString(StandardCharsets.UTF_8));
  }

  @Test
  void pairsThatComeInPiecesStayWhole() {
    StringWriter out = new StringWriter();
    try (PrintWriter printer = new PrintWriter(new PrintableWriter(out))) {
      printer.write('\ud83d');
      printer.flush();
      printer.write('\udc69');
      printer.print("\ud83d");
      printer.print("x\udc69\ud83d");
    }
    assertThat(out).hasToString("\ud83d\udc69\\ud83dx\\udc69\\ud83d");
  }

  private static String report(TestReport.Format format) {
    StringWriter out = new StringWriter();
    TestReport report = new TestReport("a", format, new PrintWriter(out));
    FactResult result = new FactResult("1", "s", false, ALL);
    report.add(result);
    report.end(List.of(result));
    return out.toString();
  }

  private static Document parsed(String xml) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(xml)));
  }

  private static void canBeSeen(String text) {
    assertThat(PrintableText.lines(text)).isEqualTo(text);
  }
}
