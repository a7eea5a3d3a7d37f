package dev.netlab.nft.ruleset;

import dev.netlab.nft.ruleset.NftSet.Content;
import dev.netlab.nft.ruleset.NftSet.Flag;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads a named set or map. */
final class SetParser {
  private final Tokens tokens;

  SetParser(Tokens tokens) {
    this.tokens = tokens;
  }

  /** Behind the opening brace, up to the closing one. */
  NftSet set(String name) {
    tokens.expect("type");
    List<DataType> key = types();
    Content content = tokens.takeIf(":") ? content() : new Content.Nothing();
    Set<Flag> flags = EnumSet.noneOf(Flag.class);
    Optional<Integer> size = Optional.empty();
    Optional<Duration> timeout = Optional.empty();
    List<SetElement> elements = List.of();
    while (!tokens.takeIf("}")) {
      switch (tokens.take()) {
        case "\n", ";" -> {}
        case "size" -> size = Optional.of(Numbers.parse(tokens.take()));
        case "timeout" -> timeout = Optional.of(Spans.parse(tokens.take()));
        case "flags" -> {
          do {
            flags.add(constant(Flag.values(), tokens.take()));
          } while (tokens.takeIf(","));
        }
        case "elements" -> {
          tokens.expect("=");
          elements = new ElementParser(tokens).elements(key.stream().map(DataType::kind).toList());
        }
        default -> throw tokens.unexpected("a property of a set before this");
      }
    }
    return new NftSet(name, key, content, flags, size, timeout, elements);
  }

  private Content content() {
    return tokens.takeIf("verdict") ? new Content.Verdicts() : new Content.Values(types());
  }

  private List<DataType> types() {
    List<DataType> types = new ArrayList<>();
    do {
      types.add(constant(DataType.values(), tokens.take()));
    } while (tokens.takeIf("."));
    return types;
  }

  private <T> T constant(T[] constants, String text) {
    return Arrays.stream(constants)
        .filter(constant -> constant.toString().equals(text))
        .findFirst()
        .orElseThrow(() -> tokens.unexpected("one of " + Arrays.toString(constants) + " before"));
  }
}
