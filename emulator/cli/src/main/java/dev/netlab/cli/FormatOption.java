package dev.netlab.cli;

import dev.netlab.lab.PrintableText;
import java.io.PrintWriter;
import java.util.function.Consumer;
import picocli.CommandLine.Option;
import tools.jackson.jr.ob.JSON;

/** {@code --format text|json}, for verbs that print data. */
final class FormatOption {
  @Option(
      names = "--format",
      paramLabel = "text|json",
      defaultValue = "text",
      description = "how the data is printed (default: ${DEFAULT-VALUE})")
  private Format format = Format.TEXT;

  /**
   * Prints data in the selected format.
   *
   * @param data maps, lists, strings, numbers and booleans, for JSON
   */
  void print(PrintWriter out, Object data, Consumer<PrintWriter> text) {
    switch (format) {
      case TEXT -> text.accept(out);
      case JSON -> out.println(json(data));
    }
    out.flush();
  }

  boolean isJson() {
    return format == Format.JSON;
  }

  static String json(Object data) {
    return json(JSON.std.with(JSON.Feature.PRETTY_PRINT_OUTPUT), data);
  }

  static String jsonLine(Object data) {
    return json(JSON.std, data);
  }

  private static String json(JSON json, Object data) {
    // The library escapes what JSON requires, but not DEL, C1 or characters that change the text's
    // direction.
    return PrintableText.lines(json.asString(data));
  }
}
