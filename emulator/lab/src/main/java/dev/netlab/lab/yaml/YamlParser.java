package dev.netlab.lab.yaml;

import dev.netlab.lab.Location;
import dev.netlab.lab.Problem;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.DocumentStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;

/**
 * YAML text to {@link YamlNode}. Built from the parser's events, not by the library's composer,
 * which recurses: hostile nesting and aliases must not cost a stack or a heap.
 */
final class YamlParser {
  /** A lab file nests six deep. */
  static final int MAX_DEPTH = 32;

  /** A lab of 1000 nodes has some 10 000 pieces. */
  static final long MAX_PIECES = 1_000_000;

  /** The library's words for a quote that nothing closes. */
  private static final Pattern ENDLESS = Pattern.compile("end of stream|document separator");

  private final String file;
  private final Deque<Open> open = new ArrayDeque<>();
  private final Map<Anchor, Optional<YamlNode>> anchors = new HashMap<>();
  private Optional<YamlNode> root = Optional.empty();
  private Location reached;

  /** Where the quotes begin that were read last, if they have several lines. */
  private Optional<Location> longQuote = Optional.empty();

  private YamlParser(String file) {
    this.file = file;
    this.reached = Location.of(file);
  }

  /** A mapping or sequence whose end has not been reached. */
  private record Open(
      boolean sequence, List<YamlNode> items, Optional<Anchor> anchor, Location at) {
    YamlNode close() {
      long size = items.stream().mapToLong(YamlNode::size).sum() + 1;
      if (sequence) {
        return new YamlNode.Sequence(items, size, at);
      }
      List<YamlNode.Entry> entries = new ArrayList<>(items.size() / 2);
      for (int i = 0; i < items.size(); i += 2) {
        entries.add(new YamlNode.Entry((YamlNode.Scalar) items.get(i), items.get(i + 1)));
      }
      return new YamlNode.Mapping(entries, size, at);
    }
  }

  /**
   * Reads a document.
   *
   * @param file the file's name, for messages
   * @return empty if there is nothing in it but comments
   * @throws LabFileException if it is not one YAML document, or one that nests or grows too far
   */
  static Optional<YamlNode> read(String file, String text) {
    YamlParser tree = new YamlParser(file);
    LoadSettings settings =
        LoadSettings.builder().setLabel(file).setCodePointLimit(Integer.MAX_VALUE).build();
    try {
      for (Event event : new Parse(settings).parseString(text)) {
        tree.take(event);
      }
    } catch (MarkedYamlEngineException e) {
      throw tree.notYaml(e, text);
    } catch (ReaderException e) {
      throw rejected(
          tree.whole(),
          "the file has the character U+%04X, which YAML does not allow; remove it"
              .formatted(e.getCodePoint()));
    } catch (NumberFormatException e) {
      // The library expects of every escape that its number is an int.
      throw rejected(
          tree.reached,
          "behind this is an escape \\U of a number that no character has; write one up to"
              + " \\U0010FFFF");
    }
    return tree.root;
  }

  /** Says where a quote or bracket was opened, if that is what was not closed. */
  private LabFileException notYaml(MarkedYamlEngineException e, String text) {
    Location at = e.getProblemMark().or(e::getContextMark).map(this::at).orElse(whole());
    Optional<Mark> opened = e.getContextMark();
    String opener = opened.map(mark -> character(text, mark)).orElse("");
    boolean quote = opener.equals("\"") || opener.equals("'");
    if (quote && ENDLESS.matcher(e.getProblem()).find()) {
      return rejected(
          at(opened.orElseThrow()),
          "this is not YAML: the quote %s that begins here is not closed; close it, or write it inside of other quotes"
              .formatted(opener));
    }
    if (e.getProblem().startsWith("could not find expected ':'") && opened.isPresent()) {
      return rejected(
          at(opened.orElseThrow()),
          "this is not YAML: a name: and its value were expected in this line; write a colon and a"
              + " blank between the two");
    }
    if (longQuote.isPresent()) {
      return rejected(
          longQuote.orElseThrow(),
          "this is not YAML: the quote that begins here ends in line %d, and what is behind it makes no sense; close the quote in its line"
              .formatted(reached.line()));
    }
    if ((opener.equals("{") || opener.equals("["))
        && opened.map(mark -> at(mark).line() != at.line()).orElse(false)) {
      Location bracket = at(opened.orElseThrow());
      return rejected(
          bracket,
          "this is not YAML: the %s that is opened here is not closed before line %d; close it, or mend line %2$d"
              .formatted(opener, at.line()));
    }
    return rejected(at, "this is not YAML: " + e.getProblem() + "; mend the YAML here");
  }

  private static String character(String text, Mark mark) {
    int offset =
        text.offsetByCodePoints(
            0, Math.min(mark.getIndex(), text.codePointCount(0, text.length())));
    return offset < text.length() ? text.substring(offset, text.offsetByCodePoints(offset, 1)) : "";
  }

  private void take(Event event) {
    reached = at(event);
    longQuote = Optional.empty();
    if (event instanceof ScalarEvent scalar && (scalar.isSQuoted() || scalar.isDQuoted())) {
      Location end = scalar.getEndMark().map(this::at).orElse(reached);
      if (end.line() != reached.line()) {
        longQuote = Optional.of(reached);
        reached = end;
      }
    }
    switch (event) {
      case DocumentStartEvent start when root.isPresent() ->
          throw rejected(
              at(start), "a second document begins here; a lab is one document: remove ---");
      case CollectionStartEvent start -> {
        rejectTag(start.getTag(), start);
        rejectKey(start);
        if (open.size() == MAX_DEPTH) {
          throw rejected(
              at(start),
              "this is nested more than %d deep; no lab needs that".formatted(MAX_DEPTH));
        }
        start.getAnchor().ifPresent(anchor -> anchors.put(anchor, Optional.empty()));
        open.push(
            new Open(
                start instanceof SequenceStartEvent,
                new ArrayList<>(),
                start.getAnchor(),
                at(start)));
      }
      case CollectionEndEvent end -> {
        Open done = open.pop();
        YamlNode piece = done.close();
        done.anchor().ifPresent(anchor -> anchors.put(anchor, Optional.of(piece)));
        add(piece);
      }
      case ScalarEvent scalar -> {
        rejectTag(scalar.getTag(), scalar);
        YamlNode piece = scalar(scalar);
        scalar.getAnchor().ifPresent(anchor -> anchors.put(anchor, Optional.of(piece)));
        add(piece);
      }
      case AliasEvent alias -> {
        String name = "*" + alias.getAlias().getValue();
        Optional<YamlNode> target = anchors.get(alias.getAlias());
        if (target == null) {
          throw rejected(at(alias), name + " names no anchor above; write the value here");
        }
        YamlNode piece =
            target.orElseThrow(
                () -> rejected(at(alias), name + " is inside of what it names; write the value"));
        if (!(piece instanceof YamlNode.Scalar)) {
          rejectKey(alias);
        }
        add(piece);
      }
      default -> {} // stream and document ends say nothing
    }
  }

  private void add(YamlNode piece) {
    if (piece.size() > MAX_PIECES) {
      throw rejected(
          piece.at(),
          "with its aliases written out this has more than %d pieces; no lab needs that"
              .formatted(MAX_PIECES));
    }
    if (open.isEmpty()) {
      root = Optional.of(piece);
    } else {
      open.element().items().add(piece);
    }
  }

  private void rejectKey(Event event) {
    if (!open.isEmpty() && !open.element().sequence() && open.element().items().size() % 2 == 0) {
      throw rejected(
          at(event), "a key is a name, not a list or mapping; quote it if it has { or [");
    }
  }

  private void rejectTag(Optional<String> tag, Event event) {
    tag.ifPresent(
        text -> {
          throw rejected(
              at(event),
              "the tag "
                  + text.replace("tag:yaml.org,2002:", "!!")
                  + " means nothing in a lab file; remove it");
        });
  }

  private YamlNode scalar(ScalarEvent event) {
    String text = event.getValue();
    Location at = at(event);
    if (text.codePoints().anyMatch(YamlParser::isHalf)) {
      throw rejected(
          at,
          "this has half of a surrogate pair, which is not a character; write \\U and its number");
    }
    int quote = event.isSQuoted() || event.isDQuoted() ? 1 : 0;
    int length =
        event.getEndMark().map(Mark::getIndex).orElse(0)
            - event.getStartMark().map(Mark::getIndex).orElse(0);
    boolean verbatim =
        (event.isPlain() || quote == 1)
            && length - 2 * quote == text.codePointCount(0, text.length())
            && text.indexOf('\n') < 0;
    Location textAt = new Location(file, at.line(), at.column() + quote);
    return new YamlNode.Scalar(
        text, event.isPlain(), verbatim, event.isLiteral(), verbatim ? textAt : at, at);
  }

  private static boolean isHalf(int codePoint) {
    return Character.getType(codePoint) == Character.SURROGATE;
  }

  private Location at(Event event) {
    return event.getStartMark().map(this::at).orElse(whole());
  }

  private Location at(Mark mark) {
    return new Location(file, mark.getLine() + 1, mark.getColumn() + 1);
  }

  private Location whole() {
    return Location.of(file);
  }

  private static LabFileException rejected(Location at, String message) {
    return new LabFileException(List.of(new Problem(at, message)));
  }
}
