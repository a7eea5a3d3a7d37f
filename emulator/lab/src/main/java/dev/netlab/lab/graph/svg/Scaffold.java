package dev.netlab.lab.graph.svg;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** An HTML page in a single file that does not load any other. */
public final class Scaffold {
  private Scaffold() {}

  /**
   * The page.
   *
   * @param subtitle below the title, in small text
   * @param css rules in addition to those of pictures
   * @param main the markup of its main part
   * @param script the script for its moving parts; it can call {@code makeView(frame)} of view.js
   */
  public static String page(String title, String subtitle, String css, String main, String script) {
    Markup out = new Markup();
    out.raw("<!DOCTYPE html>\n").open("html").with("lang", "en").open("head");
    out.raw("<meta charset=\"utf-8\">\n");
    out.raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    // The page does not load anything from anywhere, not even an icon.
    out.raw(
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none';"
            + " style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:\">\n");
    out.raw("<link rel=\"icon\" href=\"data:,\">\n");
    out.open("title").text(title).close();
    out.open("style").raw(resource("view.css") + css + Svg.styles()).close();
    out.close().open("body");
    out.open("header").leaf("h1", "title", title).leaf("p", "subtitle", subtitle).close();
    out.open("main").raw(main).close();
    out.open("script").raw("'use strict';\n" + resource("view.js") + script).close();
    return out.close().close().toString();
  }

  /** A drawing that can be panned and zoomed. */
  public static String frame(String svg) {
    return "<div class=\"frame\">"
        + svg
        + "<div class=\"buttons\"><button data-zoom=\"0.8\" aria-label=\"smaller\">−</button>"
        + "<button data-zoom=\"0\" aria-label=\"all of it\">⤢</button>"
        + "<button data-zoom=\"1.25\" aria-label=\"larger\">+</button></div></div>\n";
  }

  private static String resource(String name) {
    return resource(Scaffold.class, name);
  }

  /** The text of a resource file next to a class. */
  public static String resource(Class<?> beside, String name) {
    try (InputStream in = beside.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("the build lacks " + name + " beside " + beside.getName());
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
