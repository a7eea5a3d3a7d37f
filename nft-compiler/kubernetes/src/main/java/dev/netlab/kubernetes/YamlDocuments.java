package dev.netlab.kubernetes;

import dev.netlab.nft.policy.Origin;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.DocumentEndEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * YAML text to {@link YamlNode}s. Built from the parser's events, not by the library's composer,
 * which recurses: hostile nesting must not cost the stack.
 *
 * <p>Lab files have a parser of their own, on purpose. It rejects tags, keys and duplicates in the
 * order of the file, at the first one, with columns and the text's quotes; here a file has many
 * documents, tags are ignored, and what is wrong is a finding. What both share is a stack.
 */
final class YamlDocuments {
  private static final int MAX_DEPTH = 64;

  /** What aliases may make of a file, in pieces. */
  private static final long MAX_PIECES = 1_000_000;

  private final String file;
  private final Consumer<Finding> findings;
  private final Deque<Open> open = new ArrayDeque<>();
  private final Map<Anchor, YamlNode> anchors = new HashMap<>();
  private final List<YamlNode> documents = new ArrayList<>();
  private Optional<YamlNode> root = Optional.empty();
  private long pieces;
  private int reached = 1;

  private YamlDocuments(String file, Consumer<Finding> findings) {
    this.file = file;
    this.findings = findings;
  }

  private record Open(boolean sequence, List<YamlNode> items, Optional<Anchor> anchor, int line) {}

  private static final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final int line;

    Refused(int line, String message) {
      super(message);
      this.line = line;
    }
  }

  /** The documents of a file that are not empty; none of a file that is no YAML. */
  static List<YamlNode> read(KubernetesFile file, Consumer<Finding> findings) {
    YamlDocuments reader = new YamlDocuments(file.name(), findings);
    LoadSettings settings =
        LoadSettings.builder().setLabel(file.name()).setCodePointLimit(Integer.MAX_VALUE).build();
    try {
      for (Event event : new Parse(settings).parseString(file.text())) {
        reader.take(event);
      }
      return List.copyOf(reader.documents);
    } catch (MarkedYamlEngineException e) {
      int line = e.getProblemMark().or(e::getContextMark).map(YamlDocuments::line).orElse(1);
      reader.report(line, "this is not YAML: " + e.getProblem());
    } catch (YamlEngineException e) {
      reader.report(1, "this is not YAML: " + e.getMessage());
    } catch (NumberFormatException e) {
      // The library expects of every escape that its number is an int.
      reader.report(
          reader.reached,
          "behind this is an escape \\U of a number that no character has; write one up to"
              + " \\U0010FFFF");
    } catch (Refused e) {
      reader.report(e.line, String.valueOf(e.getMessage()));
    }
    return List.of();
  }

  private void report(int line, String message) {
    findings.accept(Finding.error(new Origin(file, line), message));
  }

  private void take(Event event) {
    int line = event.getStartMark().map(YamlDocuments::line).orElse(1);
    reached = line;
    switch (event) {
      case CollectionStartEvent start -> {
        if (open.size() == MAX_DEPTH) {
          throw new Refused(line, "this is nested more than " + MAX_DEPTH + " deep");
        }
        open.push(
            new Open(
                start instanceof SequenceStartEvent, new ArrayList<>(), start.getAnchor(), line));
      }
      case CollectionEndEvent _ -> {
        Open done = open.pop();
        add(close(done), done.anchor(), line);
      }
      case ScalarEvent scalar ->
          add(
              new YamlNode.Scalar(scalar.getValue(), scalar.isPlain(), line),
              scalar.getAnchor(),
              line);
      case AliasEvent alias -> {
        YamlNode target = anchors.get(alias.getAlias());
        if (target == null) {
          throw new Refused(line, "*" + alias.getAlias().getValue() + " names no anchor above");
        }
        pieces += size(target);
        add(target, Optional.empty(), line);
      }
      case DocumentEndEvent _ -> {
        root.filter(piece -> !(piece instanceof YamlNode.Scalar scalar) || scalar.value() != null)
            .ifPresent(documents::add);
        root = Optional.empty();
        anchors.clear();
      }
      default -> {} // a stream's and a document's begin say nothing
    }
  }

  private YamlNode close(Open done) {
    if (done.sequence()) {
      return new YamlNode.Sequence(List.copyOf(done.items()), done.line());
    }
    Map<String, YamlNode> entries = new LinkedHashMap<>();
    for (int i = 0; i < done.items().size(); i += 2) {
      YamlNode key = done.items().get(i);
      if (!(key instanceof YamlNode.Scalar name)) {
        throw new Refused(key.line(), "a key is a name, not a list or mapping");
      }
      if (entries.putIfAbsent(name.text(), done.items().get(i + 1)) != null) {
        report(key.line(), "'" + name.text() + "' is there twice; remove one");
      }
    }
    return new YamlNode.Mapping(entries, done.line());
  }

  private void add(YamlNode piece, Optional<Anchor> anchor, int line) {
    if (++pieces > MAX_PIECES) {
      throw new Refused(line, "with its aliases written out this has too many pieces");
    }
    anchor.ifPresent(name -> anchors.put(name, piece));
    if (open.isEmpty()) {
      root = Optional.of(piece);
    } else {
      open.element().items().add(piece);
    }
  }

  private static long size(YamlNode piece) {
    return switch (piece) {
      case YamlNode.Mapping mapping ->
          1 + mapping.entries().values().stream().mapToLong(YamlDocuments::size).sum();
      case YamlNode.Sequence sequence ->
          1 + sequence.items().stream().mapToLong(YamlDocuments::size).sum();
      case YamlNode.Scalar _ -> 1;
    };
  }

  private static int line(Mark mark) {
    return mark.getLine() + 1;
  }
}
