package dev.netlab.emulator.cli;

import dev.netlab.emulator.check.FactResult;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** What became of a lab's facts, for people, programs and CI servers. */
record TestReport(String lab, List<FactResult> results) {
  enum Format {
    TEXT,
    JSON,
    JUNIT
  }

  long failed() {
    return results.stream().filter(result -> !result.passed()).count();
  }

  void print(PrintWriter out, Format format) {
    switch (format) {
      case TEXT -> text(out);
      case JSON -> out.println(FormatOption.json(data()));
      case JUNIT -> junit(out);
    }
    out.flush();
  }

  private void text(PrintWriter out) {
    for (FactResult result : results) {
      String first = result.detail().lines().findFirst().orElse("");
      out.println("%s  %-8s %s".formatted(word(result), result.id(), first));
      result.detail().lines().skip(1).forEach(line -> out.println("               " + line));
    }
    out.println("%s: %d passed, %d failed".formatted(lab, results.size() - failed(), failed()));
  }

  private static String word(FactResult result) {
    return result.passed() ? "pass" : "FAIL";
  }

  private Map<String, Object> data() {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("lab", lab);
    data.put("passed", results.size() - failed());
    data.put("failed", failed());
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

  private void junit(PrintWriter out) {
    try {
      XMLStreamWriter xml = XMLOutputFactory.newFactory().createXMLStreamWriter(out);
      xml.writeStartDocument("UTF-8", "1.0");
      xml.writeStartElement("testsuite");
      xml.writeAttribute("name", lab);
      xml.writeAttribute("tests", Integer.toString(results.size()));
      xml.writeAttribute("failures", Long.toString(failed()));
      for (FactResult result : results) {
        xml.writeStartElement("testcase");
        xml.writeAttribute("classname", lab + "." + result.scenario());
        xml.writeAttribute("name", result.id());
        if (!result.passed()) {
          xml.writeStartElement("failure");
          xml.writeAttribute("message", result.detail());
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
