package dev.netlab.lab.yaml;

import dev.netlab.lab.Location;
import java.util.List;

/** A piece of a YAML document and where it is written. Aliases are resolved: pieces are shared. */
sealed interface YamlNode {
  Location at();

  /** What it is, for a message: {@code a list}. */
  String kind();

  /** How many pieces it has if every alias were written out; itself included. */
  long size();

  record Mapping(List<Entry> entries, long size, Location at) implements YamlNode {
    public Mapping {
      entries = List.copyOf(entries);
    }

    @Override
    public String kind() {
      return "a mapping";
    }
  }

  record Entry(Scalar key, YamlNode value) {}

  record Sequence(List<YamlNode> items, long size, Location at) implements YamlNode {
    public Sequence {
      items = List.copyOf(items);
    }

    @Override
    public String kind() {
      return "a list";
    }
  }

  /**
   * A text, number, boolean or nothing.
   *
   * @param plain whether it is written without quotes, so that it may be a number, a boolean or
   *     nothing
   * @param textAt where its first character stands, if each of its characters stands in the file in
   *     one line as it is; else the same as {@code at}
   * @param verbatim whether that is so
   * @param block whether it is a literal block ({@code |}), whose lines stand below
   */
  record Scalar(
      String text, boolean plain, boolean verbatim, boolean block, Location textAt, Location at)
      implements YamlNode {
    @Override
    public String kind() {
      return isNothing() ? "empty" : "'" + text + "'";
    }

    @Override
    public long size() {
      return 1;
    }

    /** Whether the file has no value here: nothing, {@code null} or {@code ~}. */
    boolean isNothing() {
      return plain && (text.isEmpty() || text.equals("null") || text.equals("~"));
    }

    /** Where the character at that offset of {@link #text} stands in the file. */
    Location at(int offset) {
      return verbatim
          ? new Location(
              textAt.file(),
              textAt.line(),
              textAt.column() + text.codePointCount(0, Math.min(offset, text.length())))
          : at;
    }
  }
}
