package dev.netlab.nft.ruleset;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A named set; or a map, if its elements have values.
 *
 * @param key the types of the parts of a key
 * @param size the maximum number of elements; nft sets 65535 if packets fill the set and no size is
 *     given
 * @param timeout how long an element stays after a packet added it, in whole seconds
 * @param elements in any order; the keys must not overlap. Elements that expire were added for a
 *     limited time by packets or by another program
 */
public record NftSet(
    String name,
    List<DataType> key,
    Content content,
    Set<Flag> flags,
    Optional<Integer> size,
    Optional<Duration> timeout,
    List<SetElement> elements) {

  /** What a key maps to. */
  public sealed interface Content {
    /** Nothing, so this is a set. */
    record Nothing() implements Content {}

    /** A verdict. */
    record Verdicts() implements Content {}

    /** A value of these types. */
    record Values(List<DataType> types) implements Content {
      public Values {
        types = List.copyOf(types);
      }
    }
  }

  /** The capabilities of a set, in the order in which nft lists them. */
  public enum Flag {
    CONSTANT,
    DYNAMIC,
    INTERVAL,
    TIMEOUT;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public NftSet {
    key = List.copyOf(key);
    flags = flags.isEmpty() ? Set.of() : Set.copyOf(EnumSet.copyOf(flags));
    // The kernel lists elements in hash order. They are sorted here, so that equal sets are equal.
    elements =
        elements.stream()
            .map(e -> new Sortable(e.text(), e))
            .sorted((a, b) -> a.text.compareTo(b.text))
            .map(Sortable::element)
            .toList();
  }

  private record Sortable(String text, SetElement element) {}

  /** A set or map whose keys are single values. */
  public static NftSet of(
      String name, List<DataType> key, Content content, List<SetElement> elements) {
    return new NftSet(name, key, content, Set.of(), Optional.empty(), Optional.empty(), elements);
  }

  /** A set or map whose keys may be ranges and prefixes. */
  public static NftSet ofIntervals(
      String name, List<DataType> key, Content content, List<SetElement> elements) {
    return new NftSet(
        name, key, content, Set.of(Flag.INTERVAL), Optional.empty(), Optional.empty(), elements);
  }

  /** A set that packets fill. */
  public static NftSet filledByPackets(String name, List<DataType> key, Duration timeout) {
    return new NftSet(
        name,
        key,
        new Content.Nothing(),
        Set.of(Flag.DYNAMIC, Flag.TIMEOUT),
        Optional.of(65535),
        Optional.of(timeout),
        List.of());
  }

  String text() {
    StringBuilder text = new StringBuilder();
    text.append('\t').append(content instanceof Content.Nothing ? "set " : "map ");
    text.append(name).append(" {\n\t\ttype ").append(types(key));
    switch (content) {
      case Content.Nothing _ -> {}
      case Content.Verdicts _ -> text.append(" : verdict");
      case Content.Values values -> text.append(" : ").append(types(values.types()));
    }
    text.append('\n');
    size.ifPresent(s -> text.append("\t\tsize ").append(s).append('\n'));
    if (!flags.isEmpty()) {
      text.append("\t\tflags ");
      text.append(flags.stream().sorted().map(Flag::toString).collect(Collectors.joining(",")));
      text.append('\n');
    }
    timeout.ifPresent(t -> text.append("\t\ttimeout ").append(text(t)).append('\n'));
    List<SetElement> lasting = elements.stream().filter(e -> e.expires().isEmpty()).toList();
    if (!lasting.isEmpty()) {
      text.append("\t\telements = { ");
      text.append(
          lasting.stream().map(SetElement::text).collect(Collectors.joining(",\n\t\t\t     ")));
      text.append(" }\n");
    }
    return text.append("\t}\n").toString();
  }

  private static String types(List<DataType> types) {
    return types.stream().map(DataType::toString).collect(Collectors.joining(" . "));
  }

  /** A duration as nft writes it: {@code 3h}, {@code 1d2m5s}. */
  private static String text(Duration span) {
    String text =
        part(span.toDays(), "d")
            + part(span.toHoursPart(), "h")
            + part(span.toMinutesPart(), "m")
            + part(span.toSecondsPart(), "s");
    return text.isEmpty() ? "0s" : text;
  }

  private static String part(long count, String unit) {
    return count == 0 ? "" : count + unit;
  }
}
