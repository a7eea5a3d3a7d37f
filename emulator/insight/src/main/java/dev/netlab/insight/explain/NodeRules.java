package dev.netlab.insight.explain;

import dev.netlab.insight.snapshot.NodeSnapshot;
import dev.netlab.insight.story.Event;
import dev.netlab.ip.IpAddress;
import dev.netlab.netlink.rtnetlink.Link;
import dev.netlab.nft.ruleset.BaseHook;
import dev.netlab.nft.ruleset.NftChain;
import dev.netlab.nft.ruleset.NftObject;
import dev.netlab.nft.ruleset.NftRule;
import dev.netlab.nft.ruleset.NftSet;
import dev.netlab.nft.ruleset.NftTable;
import dev.netlab.nft.ruleset.SetElement;
import dev.netlab.nft.ruleset.Statement;
import dev.netlab.nft.ruleset.Translation;
import dev.netlab.nft.simulate.Host;
import dev.netlab.nft.simulate.RandomSource;
import dev.netlab.nft.simulate.Simulator;
import dev.netlab.nft.simulate.Step;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A node's rules as they stand in the kernel, for the simulator. */
final class NodeRules {
  private final NodeSnapshot node;
  private final boolean tracks;
  private final List<String> notUnderstood;

  NodeRules(NodeSnapshot node) {
    this.node = node;
    this.tracks =
        hasChains(BaseHook.ChainType.NAT)
            || node.ruleset().rules().anyMatch(place -> place.rule().effect().contains("ct "));
    this.notUnderstood = List.copyOf(leftOut());
  }

  /** Whether the kernel tracks connections there: it does so where rules need it. */
  boolean tracks() {
    return tracks;
  }

  /** Whether packets of the node's own are routed again when output's rules set their mark. */
  boolean routesAgain() {
    return hasChains(BaseHook.ChainType.ROUTE);
  }

  private boolean hasChains(BaseHook.ChainType type) {
    return node.ruleset().tables().stream()
        .flatMap(table -> table.chains().stream())
        .anyMatch(chain -> chain.base().filter(base -> base.type() == type).isPresent());
  }

  /** Tables, chains and sets of which nothing is known, a sentence each. */
  List<String> notUnderstood() {
    return notUnderstood;
  }

  private List<String> leftOut() {
    List<String> said = new ArrayList<>();
    for (NftTable table : node.ruleset().tables()) {
      String name = table.family() + " " + table.name();
      if (!table.family().isIp()) {
        said.add(
            "%s has a table of family %s, which is left out: %s"
                .formatted(node.name(), table.family(), table.name()));
        continue;
      }
      for (NftObject object : table.objects()) {
        said.add(
            object.kind().equals("set") || object.kind().equals("map")
                ? leftOut(name, object.words())
                : "%s has a %s in table %s, which is left out"
                    .formatted(node.name(), object.kind(), name));
      }
      for (NftSet set : table.sets()) {
        set.elements().stream()
            .flatMap(SetElement::unknown)
            .forEach(words -> said.add(leftOut(name, words)));
      }
      for (NftChain chain : table.chains()) {
        if (chain.attachment().orElse(null) instanceof NftChain.UnknownHook hook) {
          said.add(leftOut(name, hook.words()));
        }
      }
    }
    return said;
  }

  private String leftOut(String table, String words) {
    return "%s has in table %s what is not understood and left out: %s"
        .formatted(node.name(), table, words);
  }

  Simulator simulator(RandomSource chance) {
    Map<String, List<IpAddress>> addresses = new HashMap<>();
    for (Link link : node.links()) {
      addresses.put(link.name(), addresses(link));
    }
    return new Simulator(node.ruleset(), new Host(addresses), chance);
  }

  /**
   * An interface's own and, as masquerading takes another interface's where it has none ({@code
   * inet_select_addr}), the first of the node's.
   */
  private List<IpAddress> addresses(Link link) {
    List<IpAddress> own = new ArrayList<>(node.addressesOf(link.name()));
    for (boolean six : List.of(false, true)) {
      if (own.stream().noneMatch(address -> address.isV6() == six)) {
        node.addresses().stream()
            .filter(address -> address.scope() == 0)
            .map(address -> IpAddress.of(address.local()))
            .filter(address -> address.isV6() == six)
            .findFirst()
            .ifPresent(own::add);
      }
    }
    return own;
  }

  /** What is to be told of a rule that acted; a remark of one that is not understood. */
  Event event(Step step) {
    NftRule rule = step.rule();
    if (!rule.isUnderstood()) {
      return new Event.Remark(
          "%s %s has the rule '%s' (handle %d), which is not understood: taken as not matching"
              .formatted(
                  step.table(),
                  step.chain(),
                  rule.listed().map(NftRule.Listed::words).orElseGet(rule::text),
                  rule.handle()));
    }
    return new Event.RuleMatched(
        step.table(),
        step.chain(),
        rule.handle(),
        rule.effect(),
        verdict(rule),
        NodeSnapshot.origin(rule));
  }

  private static String verdict(NftRule rule) {
    if (rule.statements().isEmpty()) {
      return "continue";
    }
    return switch (rule.statements().getLast()) {
      case Statement.Decide decide -> decide.verdict().text();
      case Statement.Reject _ -> "drop";
      case Translation _ -> "accept";
      case Statement.Dispatch _ -> "vmap";
      default -> "continue";
    };
  }
}
