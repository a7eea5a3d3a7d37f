package dev.netlab.emulator.check;

import dev.netlab.emulator.lab.Condition;
import dev.netlab.emulator.packet.IpAddress;
import dev.netlab.emulator.packet.Ipv4;
import dev.netlab.emulator.packet.Layer;
import dev.netlab.emulator.packet.Packet;
import dev.netlab.emulator.packet.Udp;
import dev.netlab.emulator.packet.match.Bindings;
import dev.netlab.emulator.packet.match.PacketExpression;
import dev.netlab.emulator.trace.reason.ChainWalk;
import dev.netlab.netlink.netfilter.ConntrackEntry;
import dev.netlab.netlink.netfilter.ConntrackTuple;
import dev.netlab.netlink.netfilter.Transport;
import dev.netlab.netlink.nft.Nft;
import dev.netlab.nft.ruleset.ListedRule;
import dev.netlab.nft.ruleset.Listing;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Conditions about rulesets and tracked connections. */
final class NetfilterConditions {
  private static final int SHOWN = 6;

  private final Evidence evidence;
  private final Kernels kernels;
  private final List<ChainWalk> walks;

  NetfilterConditions(Evidence evidence, Kernels kernels, List<ChainWalk> walks) {
    this.evidence = evidence;
    this.kernels = kernels;
    this.walks = walks;
  }

  Verdict rule(Condition.NftRule condition, Bindings bindings) {
    String where = "%s's table %s".formatted(condition.node(), condition.table());
    List<ListedRule> rules = listed(condition.node(), condition.table());
    String wanted = ListedRule.effect(condition.rule());
    List<ListedRule> standing =
        rules.stream().filter(rule -> rule.effect().equals(wanted)).toList();
    if (standing.isEmpty()) {
      String there = rules.stream().map(ListedRule::effect).collect(Collectors.joining(" | "));
      return new Verdict.Fails(
          "%s has no rule '%s'; it has %s"
              .formatted(where, condition.rule(), there.isEmpty() ? "none" : there));
    }
    String has = where + " has '" + condition.rule() + "'";
    if (condition.matched().isEmpty()) {
      return Verdict.holds(bindings, has);
    }
    return matched(condition, condition.matched().get(), standing, bindings, has);
  }

  private Verdict matched(
      Condition.NftRule condition,
      PacketExpression expression,
      List<ListedRule> standing,
      Bindings bindings,
      String has) {
    List<RuleHits.Hit> hits = RuleHits.of(walks, condition.node(), condition.table(), standing);
    List<Verdict.Way> ways = new ArrayList<>();
    for (RuleHits.Hit hit : hits) {
      expression
          .match(bindings, hit.packet())
          .forEach(
              found -> ways.add(new Verdict.Way(found, has + ", which matched " + hit.packet())));
    }
    String others =
        hits.stream()
            .map(hit -> hit.packet().toString())
            .distinct()
            .collect(Collectors.joining(", "));
    return Verdict.of(
        ways,
        "%s, but '%s' did not match it%s"
            .formatted(
                has, expression, others.isEmpty() ? ": no packet did" : "; these did: " + others));
  }

  private List<ListedRule> listed(String node, String table) {
    Nft nft = Nft.find();
    String all = nft.list(kernels.namespace(node), Nft.Format.HANDLES);
    return Listing.read(all).stream().filter(rule -> rule.table().equals(table)).toList();
  }

  Verdict conntrack(Condition.Conntrack condition, Bindings bindings) {
    PacketExpression original = tuple(condition.original(), condition.protocol());
    PacketExpression reply = tuple(condition.reply(), condition.protocol());
    List<ConntrackEntry> entries = evidence.connections().getOrDefault(condition.node(), List.of());
    List<Verdict.Way> ways = new ArrayList<>();
    for (ConntrackEntry entry : entries) {
      for (Bindings first : original.match(bindings, skeleton(entry.original()))) {
        for (Bindings both : reply.match(first, skeleton(entry.reply()))) {
          ways.add(
              new Verdict.Way(
                  both,
                  "%s tracked %s, reply %s"
                      .formatted(condition.node(), entry.original(), entry.reply())));
        }
      }
    }
    return Verdict.of(
        ways.stream().distinct().toList(),
        "%s tracked no %s connection %s reply %s%s; it tracked %s"
            .formatted(
                condition.node(),
                condition.protocol(),
                condition.original(),
                condition.reply(),
                bindings.values().isEmpty() ? "" : " with " + bindings,
                shown(entries)));
  }

  private static String shown(List<ConntrackEntry> entries) {
    List<String> lines =
        entries.stream()
            .map(entry -> entry.original() + " reply " + entry.reply())
            .distinct()
            .toList();
    String more = lines.size() > SHOWN ? " and " + (lines.size() - SHOWN) + " more" : "";
    return lines.isEmpty()
        ? "none"
        : String.join(", ", lines.subList(0, Math.min(SHOWN, lines.size()))) + more;
  }

  private static PacketExpression tuple(String endpoints, String protocol) {
    return PacketExpression.parse(endpoints + " " + protocol);
  }

  /** A tuple as the packet whose headers it is the essence of. */
  private static Packet skeleton(ConntrackTuple tuple) {
    Layer ip =
        new Ipv4(
            0,
            0,
            0,
            0,
            0,
            false,
            false,
            0,
            0,
            tuple.protocol(),
            0,
            IpAddress.of(tuple.source()),
            IpAddress.of(tuple.destination()));
    Optional<Layer> ports =
        tuple.transport() instanceof Transport.Ports(int source, int destination)
            ? Optional.of(new Udp(0, source, destination, 0, 0))
            : Optional.empty();
    List<Layer> layers = new ArrayList<>(List.of(ip));
    ports.ifPresent(layers::add);
    return Packet.ofLayers(layers);
  }
}
