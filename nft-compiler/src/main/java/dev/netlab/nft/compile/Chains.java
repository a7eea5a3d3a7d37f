package dev.netlab.nft.compile;

import dev.netlab.nft.ruleset.BaseHook;
import dev.netlab.nft.ruleset.NftChain;
import dev.netlab.nft.ruleset.NftRule;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The base chains of one table: each made when its first rule comes, named as kube-proxy names
 * them.
 */
final class Chains {
  private final Map<BaseHook, List<NftRule>> rules =
      new TreeMap<>(Comparator.comparing(BaseHook::hook).thenComparingInt(BaseHook::priority));

  void add(BaseHook base, NftRule rule) {
    rules.computeIfAbsent(base, _ -> new ArrayList<>()).add(rule);
  }

  /** Chains in the order in which packets meet them. */
  List<NftChain> inPacketOrder() {
    return rules.entrySet().stream()
        .map(e -> new NftChain(name(e.getKey()), Optional.of(e.getKey()), e.getValue()))
        .toList();
  }

  private static String name(BaseHook base) {
    String work =
        switch (base.priority()) {
          case BaseHook.RAW -> "raw";
          case BaseHook.MANGLE -> "mangle";
          default -> base.type().toString();
        };
    return work + "-" + base.hook().name().toLowerCase(Locale.ROOT);
  }
}
