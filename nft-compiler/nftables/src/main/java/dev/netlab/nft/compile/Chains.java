package dev.netlab.nft.compile;

import dev.netlab.nft.ruleset.BaseHook;
import dev.netlab.nft.ruleset.DataType;
import dev.netlab.nft.ruleset.NftChain;
import dev.netlab.nft.ruleset.NftRule;
import dev.netlab.nft.ruleset.NftSet;
import dev.netlab.nft.ruleset.SetElement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The base chains of one table and the maps its rules use. Each chain is created with its first
 * rule and named as kube-proxy names it.
 */
final class Chains {
  private final Map<BaseHook, List<NftRule>> rules =
      new TreeMap<>(Comparator.comparing(BaseHook::hook).thenComparingInt(BaseHook::priority));

  private final List<NftSet> sets = new ArrayList<>();

  void add(BaseHook base, NftRule rule) {
    rules.computeIfAbsent(base, _ -> new ArrayList<>()).add(rule);
  }

  /** Adds a map for a rule and returns the name by which the rule refers to it. */
  String map(String purpose, List<DataType> key, List<DataType> value, List<SetElement> elements) {
    String name = purpose + "-" + (sets.size() + 1);
    sets.add(NftSet.ofIntervals(name, key, new NftSet.Content.Values(value), elements));
    return name;
  }

  List<NftSet> sets() {
    return sets;
  }

  /** The chains in the order in which packets pass them. */
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
          case BaseHook.BEFORE_DSTNAT, BaseHook.BEFORE_SRCNAT -> "no-nat";
          default -> base.type().toString();
        };
    return work + "-" + base.hook().name().toLowerCase(Locale.ROOT);
  }
}
