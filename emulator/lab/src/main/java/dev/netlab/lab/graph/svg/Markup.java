package dev.netlab.lab.graph.svg;

import dev.netlab.lab.PrintableText;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;

/** Writes XML that is also valid HTML: every element is closed by an end tag. */
public final class Markup {
  private final StringBuilder out = new StringBuilder();
  private final Deque<String> open = new ArrayDeque<>();
  private boolean inTag;

  /** Opens an element; {@link #with} adds attributes to it. */
  public Markup open(String name) {
    finishTag();
    out.append('<').append(name);
    open.push(name);
    inTag = true;
    return this;
  }

  /** Adds an attribute to the element that was just opened. */
  public Markup with(String name, String value) {
    out.append(' ').append(name).append("=\"").append(escaped(value)).append('"');
    return this;
  }

  /** Adds an attribute to the element that was just opened, rounded to a tenth. */
  public Markup with(String name, double value) {
    return with(name, number(value));
  }

  /** Adds text to the element. */
  public Markup text(String text) {
    finishTag();
    out.append(escaped(text));
    return this;
  }

  /** Adds markup unchanged. */
  public Markup raw(String markup) {
    finishTag();
    out.append(markup);
    return this;
  }

  /** Closes the innermost element. */
  public Markup close() {
    finishTag();
    out.append("</").append(open.pop()).append('>');
    if (open.size() < 3) {
      out.append('\n');
    }
    return this;
  }

  /** Adds an element that contains only text. */
  public Markup leaf(String name, String cssClass, String text) {
    return open(name).with("class", cssClass).text(text).close();
  }

  /** The number as SVG writes it, rounded to a tenth. */
  static String number(double value) {
    String text = String.format(Locale.ROOT, "%.1f", value);
    return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
  }

  /** Escapes text for use between tags and in attributes; XML 1.0 cannot contain all characters. */
  public static String escaped(String text) {
    return PrintableText.lines(text)
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }

  @Override
  public String toString() {
    finishTag();
    return out.toString();
  }

  private void finishTag() {
    if (inTag) {
      out.append('>');
      inTag = false;
    }
  }
}
