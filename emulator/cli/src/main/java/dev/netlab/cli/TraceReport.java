package dev.netlab.cli;

import dev.netlab.insight.story.Trace;
import dev.netlab.insight.trace.render.HtmlStory;
import dev.netlab.insight.trace.render.JsonStory;
import dev.netlab.insight.trace.render.Palette;
import dev.netlab.insight.trace.render.PcapngStory;
import dev.netlab.insight.trace.render.TextStory;
import dev.netlab.lab.Lab;
import dev.netlab.lab.graph.LabGraph;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The path of a command's packets through a lab, for users, browsers, programs and Wireshark. */
record TraceReport(Lab lab, Trace trace) {
  enum Format implements FileFormat {
    TEXT,
    JSON,
    HTML,
    PCAPNG;

    @Override
    public List<String> extensions() {
      return switch (this) {
        case TEXT -> List.of("txt", "text", "log");
        case JSON -> List.of("json");
        case HTML -> List.of("html", "htm");
        case PCAPNG -> List.of("pcapng", "pcap");
      };
    }
  }

  /** Writes the report. The caller closes the stream. */
  void write(OutputStream out, Format format, Palette palette) throws IOException {
    switch (format) {
      case TEXT -> out.write(utf8(new TextStory(palette).render(trace)));
      case JSON -> out.write(utf8(FormatOption.json(JsonStory.data(trace)) + "\n"));
      case HTML -> out.write(utf8(HtmlStory.render(trace, LabGraph.of(lab))));
      case PCAPNG -> PcapngStory.write(trace, out);
    }
    out.flush();
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
