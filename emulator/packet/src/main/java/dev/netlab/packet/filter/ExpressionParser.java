package dev.netlab.packet.filter;

import dev.netlab.packet.filter.LevelPattern.Requirement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Splits an expression into levels. {@link LevelParser} reads each level. */
final class ExpressionParser {
  private static final String SEPARATOR = "/";

  private final String text;
  private final ValueParser values = new ValueParser();

  ExpressionParser(String text) {
    this.text = text;
  }

  PacketExpression parse() {
    List<List<Word>> parts = parts();
    boolean anyOuter = parts.getFirst().size() == 1 && parts.getFirst().getFirst().is("...");
    List<LevelPattern> levels = new ArrayList<>();
    @Nullable LevelPattern link = null;
    for (List<Word> part : anyOuter ? parts.subList(1, parts.size()) : parts) {
      LevelParser parser = new LevelParser(part, text.length(), values);
      LevelPattern level = parser.parse();
      // "ether A > B / 10.0.0.1 > ..." is one level in two parts.
      if (link != null && parser.isNetwork()) {
        levels.removeLast();
        level = joined(link, level);
      }
      levels.add(level);
      link = parser.isLinkOnly() ? level : null;
    }
    if (levels.isEmpty()) {
      throw new PacketSyntaxException(
          "", text.length(), "... alone names no packet", "write / and a level behind it");
    }
    return new PacketExpression(text, anyOuter, levels, values.variables());
  }

  private static LevelPattern joined(LevelPattern link, LevelPattern network) {
    List<Requirement> demands = new ArrayList<>(link.demands());
    demands.addAll(network.demands());
    return new LevelPattern(demands, network.contents());
  }

  private List<List<Word>> parts() {
    List<List<Word>> parts = new ArrayList<>();
    List<Word> part = new ArrayList<>();
    int separator = 0;
    for (Word word : Word.split(text)) {
      if (word.is(SEPARATOR)) {
        if (part.isEmpty()) {
          throw word.error("nothing stands before this /", "write a level there");
        }
        parts.add(part);
        part = new ArrayList<>();
        separator = word.offset();
      } else {
        part.add(word);
      }
    }
    if (part.isEmpty() && !(parts.size() == 1 && parts.getFirst().getFirst().is("..."))) {
      throw new PacketSyntaxException(
          parts.isEmpty() ? "" : SEPARATOR,
          separator,
          parts.isEmpty() ? "the packet is empty" : "nothing stands behind this /",
          "write a level, such as 10.0.0.1 > 10.0.0.2 icmp echo-request");
    }
    if (!part.isEmpty()) {
      parts.add(part);
    }
    return parts;
  }
}
