package dev.netlab.nft.ruleset;

import dev.netlab.nft.PolicyException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The commands that make one table of another of its name. What is referred to is there before what
 * refers to it and goes after it: new sets and chains first, then elements and rules, then what is
 * no more.
 */
final class TableChange {
  private final NftTable before;
  private final NftTable after;
  private final String id;
  private final Map<String, List<Long>> handles;
  private final Map<String, NftSet> oldSets = new LinkedHashMap<>();
  private final Map<String, NftSet> newSets = new LinkedHashMap<>();
  private final Map<String, NftChain> oldChains = new LinkedHashMap<>();
  private final Map<String, NftChain> newChains = new LinkedHashMap<>();
  private final StringBuilder commands = new StringBuilder();

  TableChange(NftTable before, NftTable after, List<ListedRule> standing) {
    this.before = before;
    this.after = after;
    this.id = after.family() + " " + after.name();
    this.handles =
        standing.stream()
            .filter(rule -> rule.family() == before.family() && rule.table().equals(before.name()))
            .collect(
                Collectors.groupingBy(
                    ListedRule::chain,
                    Collectors.mapping(ListedRule::handle, Collectors.toList())));
    before.sets().forEach(set -> oldSets.put(set.name(), set));
    after.sets().forEach(set -> newSets.put(set.name(), set));
    before.chains().forEach(chain -> oldChains.put(chain.name(), chain));
    after.chains().forEach(chain -> newChains.put(chain.name(), chain));
  }

  String commands() {
    if (!isGradual()) {
      return "delete table " + id + "\n" + after.text();
    }
    declare();
    List<String> added = changeRules();
    changeElements();
    added.forEach(line -> commands.append(line).append('\n'));
    remove();
    return commands.toString();
  }

  /** A chain cannot change its hook, nor a set its kind: then the table is made anew. */
  private boolean isGradual() {
    return newChains.values().stream()
            .allMatch(
                chain ->
                    Optional.ofNullable(oldChains.get(chain.name()))
                        .map(old -> old.base().equals(chain.base()))
                        .orElse(true))
        && newSets.values().stream()
            .allMatch(
                set ->
                    Optional.ofNullable(oldSets.get(set.name()))
                        .map(old -> bare(old).equals(bare(set)))
                        .orElse(true));
  }

  private static NftSet bare(NftSet set) {
    return new NftSet(
        set.name(), set.key(), set.content(), set.flags(), set.size(), set.timeout(), List.of());
  }

  private void declare() {
    List<NftSet> sets =
        after.sets().stream()
            .filter(set -> !oldSets.containsKey(set.name()))
            .map(TableChange::bare)
            .toList();
    List<NftChain> chains =
        after.chains().stream()
            .filter(chain -> !oldChains.containsKey(chain.name()))
            .map(chain -> new NftChain(chain.name(), chain.base(), List.of()))
            .toList();
    if (!sets.isEmpty() || !chains.isEmpty()) {
      commands.append(new NftTable(after.family(), after.name(), sets, chains).text());
    }
  }

  /** Deletes rules that are no more, and tells how to add the new ones. */
  private List<String> changeRules() {
    List<String> added = new ArrayList<>();
    for (NftChain chain : after.chains()) {
      NftChain old = oldChains.get(chain.name());
      if (old == null) {
        chain.rules().forEach(rule -> added.add(add(chain, rule)));
      } else if (!old.rules().equals(chain.rules())) {
        List<Long> own = handles(old);
        CommonRules common = new CommonRules(old.rules(), chain.rules());
        common
            .onlyOld()
            .forEach(
                i ->
                    commands.append(
                        "delete rule %s %s handle %d\n".formatted(id, chain.name(), own.get(i))));
        for (CommonRules.New each : common.onlyNew()) {
          NftRule rule = chain.rules().get(each.index());
          added.add(
              each.before().isEmpty()
                  ? add(chain, rule)
                  : "insert rule %s %s handle %d %s"
                      .formatted(id, chain.name(), own.get(each.before().getAsInt()), rule.text()));
        }
      }
    }
    return added;
  }

  private String add(NftChain chain, NftRule rule) {
    return "add rule %s %s %s".formatted(id, chain.name(), rule.text());
  }

  private List<Long> handles(NftChain chain) {
    List<Long> own = handles.getOrDefault(chain.name(), List.of());
    if (own.size() != chain.rules().size()) {
      throw new PolicyException(
          "chain %s of table %s has %d rules in the kernel, not %d; list it again"
              .formatted(chain.name(), id, own.size(), chain.rules().size()));
    }
    return own;
  }

  private void changeElements() {
    for (NftSet set : after.sets()) {
      NftSet old = oldSets.getOrDefault(set.name(), bare(set));
      Map<String, SetElement> stands = byText(old);
      Map<String, SetElement> wanted = byText(set);
      // Deleted first: the same key may get another value, and ranges must not overlap.
      elements("delete", set, without(stands, wanted).map(element -> element.key().text()));
      elements("add", set, without(wanted, stands).map(SetElement::text));
    }
  }

  private static Stream<SetElement> without(
      Map<String, SetElement> all, Map<String, SetElement> others) {
    return all.entrySet().stream()
        .filter(entry -> !others.containsKey(entry.getKey()))
        .map(Map.Entry::getValue);
  }

  private void elements(String verb, NftSet set, Stream<String> texts) {
    String list = texts.collect(Collectors.joining(", "));
    if (!list.isEmpty()) {
      commands.append("%s element %s %s { %s }\n".formatted(verb, id, set.name(), list));
    }
  }

  private static Map<String, SetElement> byText(NftSet set) {
    Map<String, SetElement> elements = new LinkedHashMap<>();
    set.elements().forEach(element -> elements.put(element.text(), element));
    return elements;
  }

  private void remove() {
    List<NftChain> chains =
        before.chains().stream().filter(chain -> !newChains.containsKey(chain.name())).toList();
    // They may lead to each other.
    chains.forEach(chain -> commands.append("flush chain %s %s\n".formatted(id, chain.name())));
    // A set that is no more may lead to chains that are no more.
    for (NftSet set : before.sets()) {
      if (!newSets.containsKey(set.name())) {
        String kind = set.content() instanceof NftSet.Content.Nothing ? "set" : "map";
        commands.append("delete %s %s %s\n".formatted(kind, id, set.name()));
      }
    }
    chains.forEach(chain -> commands.append("delete chain %s %s\n".formatted(id, chain.name())));
  }
}
