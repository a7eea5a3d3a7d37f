package dev.netlab.nft.listing;

import dev.netlab.nft.ruleset.DataType;
import dev.netlab.nft.ruleset.Field;
import dev.netlab.nft.ruleset.Field.Kind;
import dev.netlab.nft.ruleset.Literal;
import dev.netlab.nft.ruleset.MapValue;
import dev.netlab.nft.ruleset.NftSet;
import dev.netlab.nft.ruleset.NftSet.Content;
import dev.netlab.nft.ruleset.NftSet.Flag;
import dev.netlab.nft.ruleset.SetElement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** Reads a named set or map. */
final class SetReader {
  private SetReader() {}

  /** The set; empty if the model does not know its types or flags. */
  static Optional<NftSet> read(Json body) {
    List<DataType> key = body.get("type").map(SetReader::types).orElse(List.of());
    Optional<Content> content =
        body.get("map").map(SetReader::content).orElse(Optional.of(new Content.Nothing()));
    Optional<Set<Flag>> flags = flags(body);
    if (key.isEmpty() || content.isEmpty() || flags.isEmpty()) {
      return Optional.empty();
    }
    List<Kind> kinds = key.stream().map(DataType::kind).toList();
    OptionalLong size = body.number("size");
    OptionalLong timeout = body.number("timeout");
    return Optional.of(
        new NftSet(
            body.text("name").orElse(""),
            key,
            content.get(),
            flags.get(),
            size.isPresent() ? Optional.of((int) size.getAsLong()) : Optional.empty(),
            timeout.isPresent()
                ? Optional.of(Duration.ofSeconds(timeout.getAsLong()))
                : Optional.empty(),
            body.get("elem").map(Json::items).orElse(List.of()).stream()
                .map(element -> element(kinds, content.get(), element))
                .toList()));
  }

  private static SetElement element(List<Kind> kinds, Content content, Json json) {
    return switch (content) {
      case Content.Nothing _ -> ValueReader.element(kinds, json);
      case Content.Verdicts _ ->
          ValueReader.pair(
              kinds,
              value ->
                  ValueReader.verdict(value)
                      .<MapValue>map(verdict -> verdict)
                      .orElseGet(() -> new Literal.Unknown(value.words())),
              json);
      case Content.Values values -> {
        List<Kind> parts = values.types().stream().map(DataType::kind).toList();
        yield ValueReader.pair(kinds, value -> ValueReader.literal(parts, value), json);
      }
    };
  }

  private static Optional<Content> content(Json json) {
    if (json.text().filter("verdict"::equals).isPresent()) {
      return Optional.of(new Content.Verdicts());
    }
    List<DataType> types = types(json);
    return types.isEmpty() ? Optional.empty() : Optional.of(new Content.Values(types));
  }

  /**
   * {@code "ipv4_addr"}, {@code ["ipv4_addr", "inet_service"]}, {@code "ipv4_addr . inet_service"},
   * or expressions with these types; empty if one of them is unknown.
   */
  private static List<DataType> types(Json json) {
    Json named = json.kind().equals("typeof") ? json.body() : json;
    List<Json> parts = named.kind().equals("concat") ? named.body().items() : named.items();
    List<DataType> types = new ArrayList<>();
    for (Json part : parts) {
      List<Optional<DataType>> read =
          part.text()
              .map(text -> Arrays.stream(text.split(" \\. ")).map(SetReader::named).toList())
              .orElseGet(() -> List.of(ExpressionReader.field(part).flatMap(SetReader::of)));
      if (!read.stream().allMatch(Optional::isPresent)) {
        return List.of();
      }
      read.forEach(type -> types.add(type.orElseThrow()));
    }
    return types;
  }

  private static Optional<DataType> named(String name) {
    return RulesetReader.constant(DataType.values(), name);
  }

  private static Optional<DataType> of(Field field) {
    return switch (field.kind()) {
      case INTERFACE -> Optional.of(DataType.IFNAME);
      case ADDRESS ->
          Optional.of(
              field == Field.IP6_SADDR || field == Field.IP6_DADDR
                  ? DataType.IPV6_ADDR
                  : DataType.IPV4_ADDR);
      case PORT -> Optional.of(DataType.INET_SERVICE);
      case BITS -> Optional.of(DataType.MARK);
      case PROTOCOL -> Optional.of(DataType.INET_PROTO);
      case NUMBER, SYMBOL, FLAGS -> Optional.empty();
    };
  }

  private static Optional<Set<Flag>> flags(Json body) {
    Set<Flag> flags = EnumSet.noneOf(Flag.class);
    for (Json name : body.get("flags").map(Json::items).orElse(List.of())) {
      Optional<Flag> flag = RulesetReader.constant(Flag.values(), name.text().orElse(""));
      if (flag.isEmpty()) {
        return Optional.empty();
      }
      flags.add(flag.get());
    }
    return Optional.of(flags);
  }
}
