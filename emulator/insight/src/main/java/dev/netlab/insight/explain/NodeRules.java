package dev.netlab.insight.explain;

import dev.netlab.insight.snapshot.NodeSnapshot;
import dev.netlab.insight.story.Event;
import dev.netlab.ip.IpAddress;
import dev.netlab.netlink.rtnetlink.Link;
import dev.netlab.nft.ruleset.ListedRule;
import dev.netlab.nft.ruleset.NftChain;
import dev.netlab.nft.ruleset.NftRule;
import dev.netlab.nft.ruleset.NftSet;
import dev.netlab.nft.ruleset.NftTable;
import dev.netlab.nft.ruleset.Ruleset;
import dev.netlab.nft.ruleset.RulesetParser;
import dev.netlab.nft.ruleset.Statement;
import dev.netlab.nft.ruleset.TableFamily;
import dev.netlab.nft.ruleset.Translation;
import dev.netlab.nft.simulate.Chance;
import dev.netlab.nft.simulate.Host;
import dev.netlab.nft.simulate.Simulator;
import dev.netlab.nft.simulate.Step;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A node's rules as they stand in the kernel, for the simulator. A rule that it does not know stays
 * as one without conditions that does nothing, so that a packet that comes to it can be told so.
 */
final class NodeRules {
  private static final Pattern TABLE = Pattern.compile("table (\\S+) (\\S+) \\{.*");
  private static final Pattern BLOCK = Pattern.compile("\t(chain|set|map|\\S+) (\\S+) \\{.*");
  private static final Pattern HANDLE = Pattern.compile(" # handle \\d+$");

  private final IdentityHashMap<NftRule, ListedRule> listed = new IdentityHashMap<>();
  private final IdentityHashMap<NftRule, ListedRule> unknown = new IdentityHashMap<>();
  private final List<String> notUnderstood = new ArrayList<>();
  private final Ruleset ruleset;
  private final NodeSnapshot node;

  NodeRules(NodeSnapshot node) {
    this.node = node;
    this.ruleset = read(node.ruleset());
  }

  /** Whether the kernel tracks connections there: it does so where rules need it. */
  boolean tracks() {
    return node.ruleset().contains("type nat ") || node.ruleset().contains("ct ");
  }

  /** Whether packets of the node's own are routed again when output's rules set their mark. */
  boolean routesAgain() {
    return node.ruleset().contains("type route hook output");
  }

  /** Tables and sets that are left out, a sentence each. */
  List<String> notUnderstood() {
    return notUnderstood;
  }

  Simulator simulator(Chance chance) {
    Map<String, List<IpAddress>> addresses = new HashMap<>();
    for (Link link : node.links()) {
      addresses.put(link.name(), addresses(link));
    }
    return new Simulator(ruleset, new Host(addresses, List.of()), chance);
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
    ListedRule skipped = unknown.get(step.rule());
    if (skipped != null) {
      return new Event.Remark(
          "%s %s has the rule '%s' (handle %d), which is not understood: taken as not matching"
              .formatted(step.table(), step.chain(), skipped.text(), skipped.handle()));
    }
    ListedRule rule = listed.get(step.rule());
    return new Event.RuleMatched(
        step.table(),
        step.chain(),
        rule == null ? 0 : rule.handle(),
        ListedRule.effect(rule == null ? step.rule().text() : rule.text()),
        verdict(step.rule()),
        rule == null ? "" : NodeSnapshot.origin(rule));
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

  private Ruleset read(String text) {
    List<NftTable> tables = new ArrayList<>();
    List<String> lines = text.lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      Matcher table = TABLE.matcher(lines.get(i));
      if (table.matches()) {
        int end = end(lines, i, "}");
        if (Arrays.stream(TableFamily.values())
            .anyMatch(f -> f.toString().equals(table.group(1)))) {
          tables.add(table(table.group(1), table.group(2), lines.subList(i + 1, end)));
        } else {
          notUnderstood.add(
              "%s has a table of family %s, which is left out: %s"
                  .formatted(node.name(), table.group(1), table.group(2)));
        }
        i = end;
      }
    }
    return new Ruleset(tables);
  }

  private NftTable table(String family, String name, List<String> lines) {
    List<NftSet> sets = new ArrayList<>();
    List<NftChain> chains = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      Matcher block = BLOCK.matcher(lines.get(i));
      if (!block.matches()) {
        continue;
      }
      int end = end(lines, i, "\t}");
      List<String> body = lines.subList(i + 1, end);
      switch (block.group(1)) {
        case "chain" -> chains.add(chain(family, name, block.group(2), body));
        case "set", "map" ->
            parse(family, name, String.join("\n", lines.subList(i, end + 1)))
                .ifPresent(table -> sets.addAll(table.sets()));
        default ->
            notUnderstood.add(
                "%s has a %s in table %s %s, which is left out"
                    .formatted(node.name(), block.group(1), family, name));
      }
      i = end;
    }
    return new NftTable(family(family), name, sets, chains);
  }

  private static TableFamily family(String name) {
    return Arrays.stream(TableFamily.values())
        .filter(family -> family.toString().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private NftChain chain(String family, String table, String name, List<String> body) {
    String hook = body.stream().filter(line -> line.startsWith("\t\ttype ")).findFirst().orElse("");
    String head = "\tchain " + name + " {\n" + hook + "\n\t}";
    NftChain empty =
        parse(family, table, head)
            .map(parsed -> parsed.chains().getFirst())
            .orElseGet(() -> new NftChain(name, Optional.empty(), List.of()));
    List<NftRule> rules = new ArrayList<>();
    for (ListedRule rule : node.nft()) {
      if (rule.family().toString().equals(family)
          && rule.table().equals(table)
          && rule.chain().equals(name)) {
        rules.add(rule(rule));
      }
    }
    return new NftChain(name, empty.base(), rules);
  }

  private NftRule rule(ListedRule rule) {
    NftRule known;
    try {
      known = RulesetParser.parseRule(rule.text());
      listed.put(known, rule);
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      known = new NftRule(List.of(), rule.comment());
      unknown.put(known, rule);
    }
    return known;
  }

  private Optional<NftTable> parse(String family, String table, String content) {
    try {
      String bare = HANDLE.matcher(content).replaceAll("");
      String text = "table %s %s {\n%s\n}\n".formatted(family, table, bare);
      return Optional.of(RulesetParser.parse(text).tables().getFirst());
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      notUnderstood.add(
          "%s has in table %s %s what is not understood and left out: %s"
              .formatted(node.name(), family, table, e.getMessage()));
      return Optional.empty();
    }
  }

  private static int end(List<String> lines, int from, String closing) {
    int i = from + 1;
    while (i < lines.size() && !lines.get(i).equals(closing)) {
      i++;
    }
    return i;
  }
}
