package dev.netlab.cli;

import dev.netlab.insight.facts.FactResult;
import dev.netlab.lab.PrintableText;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * The results of a lab's facts, for users, programs and CI servers. Users see each result as it
 * comes.
 */
record TestReport(String lab, Format format, PrintWriter out) {
  enum Format implements FileFormat {
    TEXT,
    JSON,
    JUNIT;

    @Override
    public List<String> extensions() {
      return switch (this) {
        case TEXT -> List.of("txt", "text", "log");
        case JSON -> List.of("json");
        case JUNIT -> List.of("xml");
      };
    }
  }

  static long failed(List<FactResult> results) {
    return results.stream().filter(result -> !result.passed()).count();
  }

  /** Adds the result of a fact that was just checked. */
  void add(FactResult result) {
    if (format == Format.TEXT) {
      List<String> lines = PrintableText.lines(result.detail()).lines().toList();
      out.println("%s  %-8s %s".formatted(word(result), result.id(), first(lines)));
      lines.stream().skip(1).forEach(line -> out.println("               " + line));
      out.flush();
    }
  }

  /** Completes the report after all facts were checked. */
  void end(List<FactResult> results) {
    long failed = failed(results);
    switch (format) {
      case TEXT ->
          out.println("%s: %d passed, %d failed".formatted(lab, results.size() - failed, failed));
      case JSON -> out.println(FormatOption.json(data(results)));
      case JUNIT -> junit(results);
    }
    out.flush();
  }

  private static String first(List<String> lines) {
    return lines.isEmpty() ? "" : lines.getFirst();
  }

  private static String word(FactResult result) {
    return result.passed() ? "pass" : "FAIL";
  }

  private Map<String, Object> data(List<FactResult> results) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("lab", lab);
    data.put("passed", results.size() - failed(results));
    data.put("failed", failed(results));
    data.put("facts", results.stream().map(TestReport::data).toList());
    return data;
  }

  private static Map<String, Object> data(FactResult result) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("id", result.id());
    data.put("scenario", result.scenario());
    data.put("status", result.passed() ? "pass" : "fail");
    data.put("detail", result.detail());
    return data;
  }

  private void junit(List<FactResult> results) {
    try {
      XMLStreamWriter xml = XMLOutputFactory.newFactory().createXMLStreamWriter(out);
      xml.writeStartDocument("UTF-8", "1.0");
      xml.writeStartElement("testsuite");
      xml.writeAttribute("name", lab);
      xml.writeAttribute("tests", Integer.toString(results.size()));
      xml.writeAttribute("failures", Long.toString(failed(results)));
      for (FactResult result : results) {
        xml.writeStartElement("testcase");
        xml.writeAttribute("classname", lab + "." + result.scenario());
        xml.writeAttribute("name", result.id());
        if (!result.passed()) {
          // A program may print characters that XML does not allow, and parsers drop line breaks in
          // attributes.
          String detail = PrintableText.lines(result.detail());
          xml.writeStartElement("failure");
          xml.writeAttribute("message", first(detail.lines().toList()));
          xml.writeCharacters(detail);
          xml.writeEndElement();
        }
        xml.writeEndElement();
      }
      xml.writeEndElement();
      xml.writeEndDocument();
      xml.flush();
      out.println();
    } catch (XMLStreamException e) {
      throw new IllegalStateException("write the results as XML", e);
    }
  }
}
