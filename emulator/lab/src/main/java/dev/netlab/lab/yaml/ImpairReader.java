package dev.netlab.lab.yaml;

import dev.netlab.netlink.rtnetlink.Netem;
import dev.netlab.netlink.rtnetlink.NetemSyntax;
import dev.netlab.netlink.rtnetlink.Probability;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Function;

/** Reads {@code impair} of an interface; its values are written as tc(8) takes them. */
final class ImpairReader {
  private final Problems problems;

  ImpairReader(Problems problems) {
    this.problems = problems;
  }

  Netem read(YamlNode yaml, MappingReader owner) {
    MappingReader impair =
        new MappingReader(
            yaml, Keys.IMPAIR, "impair of " + owner.what(), owner.at("impair"), problems);
    OptionalInt seed = impair.number("seed", 0, Integer.MAX_VALUE);
    Netem netem =
        new Netem(
            value(impair, "delay", NetemSyntax::delay).orElse(0L),
            value(impair, "jitter", NetemSyntax::jitter).orElse(0L),
            chance(impair, "loss"),
            value(impair, "rate", NetemSyntax::rate).orElse(0L),
            impair.number("limit", 1, Integer.MAX_VALUE).orElse(Netem.DEFAULT_LIMIT),
            chance(impair, "duplicate"),
            chance(impair, "reorder"),
            seed.isPresent() ? OptionalLong.of(seed.getAsInt()) : OptionalLong.empty());
    if (!netem.reorder().equals(Probability.NEVER) && netem.delay() == 0) {
      problems.add(
          impair.at("reorder"),
          "reorder: sends packets without the delay of the others, and there is none; add delay:");
    }
    return netem;
  }

  private Probability chance(MappingReader impair, String key) {
    return value(impair, key, Probability::parse).orElse(Probability.NEVER);
  }

  private <T> Optional<T> value(MappingReader impair, String key, Function<String, T> read) {
    return impair
        .text(key)
        .flatMap(
            text -> {
              try {
                return Optional.of(read.apply(text.text()));
              } catch (IllegalArgumentException e) {
                problems.add(text.at(), key + ": " + e.getMessage());
                return Optional.empty();
              }
            });
  }
}
