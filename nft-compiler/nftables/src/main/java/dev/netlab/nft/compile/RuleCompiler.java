package dev.netlab.nft.compile;

import static dev.netlab.nft.ruleset.BaseHook.ChainType.FILTER;
import static dev.netlab.nft.ruleset.BaseHook.ChainType.NAT;
import static dev.netlab.nft.ruleset.BaseHook.Policy.ACCEPT;

import dev.netlab.ip.IpAddress;
import dev.netlab.ip.IpVersion;
import dev.netlab.nft.policy.Action;
import dev.netlab.nft.policy.NatMapping;
import dev.netlab.nft.policy.NatTarget;
import dev.netlab.nft.policy.PortChoice;
import dev.netlab.nft.policy.RejectWith;
import dev.netlab.nft.policy.Rule;
import dev.netlab.nft.ruleset.BaseHook;
import dev.netlab.nft.ruleset.DataType;
import dev.netlab.nft.ruleset.Expression;
import dev.netlab.nft.ruleset.Field;
import dev.netlab.nft.ruleset.Literal;
import dev.netlab.nft.ruleset.Lookup;
import dev.netlab.nft.ruleset.NftRule;
import dev.netlab.nft.ruleset.SetElement;
import dev.netlab.nft.ruleset.Statement;
import dev.netlab.nft.ruleset.TableFamily;
import dev.netlab.nft.ruleset.Translation;
import dev.netlab.nft.ruleset.Translation.NatFlag;
import dev.netlab.nft.ruleset.Translation.Side;
import dev.netlab.nft.ruleset.Verdict;
import dev.netlab.nft.value.AddressRange;
import dev.netlab.nft.value.Hook;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Compiles one rule, for packets of one family or of both, to rules of the chains it acts in. */
final class RuleCompiler {
  /** A fixed seed, so that a source keeps its pool address when the ruleset is reloaded. */
  private static final int SEED = 1;

  private final TableFamily table;
  private final Optional<IpVersion> packets;
  private final Rule rule;
  private final MatchCompiler match;

  /**
   * A rule for packets of one family, or of both.
   *
   * @param packets the family of the addresses that the rule names; empty if it names none
   */
  RuleCompiler(TableFamily table, Optional<IpVersion> packets, Rule rule) {
    this.table = table;
    this.rule = rule;
    this.packets = packets;
    this.match = new MatchCompiler(packets, rule.match());
  }

  void addTo(Chains chains) {
    for (Hook hook : rule.hooks()) {
      List<Statement> statements = new ArrayList<>(match.conditions(hook));
      statements.addAll(effect(hook, chains));
      chains.add(place(hook), new NftRule(statements, rule.origin().comment()));
    }
    if (rule.action() instanceof Action.PortForward forward) {
      PortForwarding forwarding =
          new PortForwarding(rule.match(), forward, written(forward.to().addresses().version()));
      for (List<Statement> statements : forwarding.newSource()) {
        chains.add(place(Hook.POSTROUTING), new NftRule(statements, rule.origin().comment()));
      }
    }
  }

  private BaseHook place(Hook hook) {
    return switch (rule.action()) {
      case Action.Dnat _,
          Action.DnatPrefix _,
          Action.DnatMap _,
          Action.Snat _,
          Action.SnatPrefix _,
          Action.SnatPool _,
          Action.SnatMap _,
          Action.Masquerade _,
          Action.PortForward _ ->
          new BaseHook(
              NAT, hook, hook == Hook.POSTROUTING ? BaseHook.SRCNAT : BaseHook.DSTNAT, ACCEPT);
      case Action.NoNat _ ->
          new BaseHook(
              NAT,
              hook,
              hook == Hook.POSTROUTING ? BaseHook.BEFORE_SRCNAT : BaseHook.BEFORE_DSTNAT,
              ACCEPT);
      case Action.Accept _, Action.Drop _, Action.Reject _ ->
          new BaseHook(
              FILTER, hook, hook == Hook.PREROUTING ? BaseHook.PRE_DNAT : BaseHook.FILTER, ACCEPT);
      case Action.Notrack _ -> new BaseHook(FILTER, hook, BaseHook.RAW, ACCEPT);
      case Action.ClampMss _ -> new BaseHook(FILTER, hook, BaseHook.MANGLE, ACCEPT);
    };
  }

  private List<Statement> effect(Hook hook, Chains chains) {
    Statement count = new Statement.Counter();
    return switch (rule.action()) {
      case Action.Dnat dnat -> List.of(count, nat(Side.DNAT, dnat.to(), PortChoice.KEEP));
      case Action.DnatPrefix dnat ->
          List.of(
              count, new Translation.NatPrefix(Side.DNAT, written(dnat.to().version()), dnat.to()));
      case Action.Snat snat -> List.of(count, nat(Side.SNAT, snat.to(), snat.ports()));
      case Action.SnatPrefix snat ->
          List.of(
              count, new Translation.NatPrefix(Side.SNAT, written(snat.to().version()), snat.to()));
      case Action.Masquerade masquerade ->
          List.of(count, new Translation.Masquerade(masquerade.range(), flags(masquerade.ports())));
      case Action.PortForward forward ->
          forward.source().isPresent()
              ? List.of(count, PortForwarding.mark(), nat(Side.DNAT, forward.to(), PortChoice.KEEP))
              : List.of(count, nat(Side.DNAT, forward.to(), PortChoice.KEEP));
      case Action.SnatPool snat -> List.of(count, pool(snat));
      case Action.SnatMap snat ->
          List.of(count, mapped(Side.SNAT, snat.map(), snat.ports(), chains));
      case Action.DnatMap dnat ->
          List.of(count, mapped(Side.DNAT, dnat.map(), PortChoice.KEEP, chains));
      case Action.NoNat _ -> List.of(count, unchanged(hook));
      case Action.Accept _ -> List.of(count, new Statement.Decide(new Verdict.Accept()));
      case Action.Drop _ -> List.of(count, new Statement.Decide(new Verdict.Drop()));
      case Action.Reject reject -> List.of(count, reject(reject.with()));
      case Action.Notrack _ -> List.of(count, new Statement.Notrack());
      case Action.ClampMss clamp ->
          List.of(MatchCompiler.tcpSyn(), count, new Statement.ClampMss(clamp.size()));
    };
  }

  private Statement nat(Side side, NatTarget to, PortChoice ports) {
    Set<NatFlag> flags = EnumSet.noneOf(NatFlag.class);
    flags.addAll(flags(ports));
    if (side == Side.SNAT && !to.addresses().first().equals(to.addresses().last())) {
      flags.add(NatFlag.PERSISTENT); // a source always gets the same address: RFC 4787, REQ-2
    }
    return new Translation.Nat(
        side, written(to.addresses().version()), to.addresses(), to.ports(), flags);
  }

  private Statement pool(Action.SnatPool snat) {
    IpVersion family = snat.pool().getFirst().version();
    List<SetElement> slots = new ArrayList<>();
    for (IpAddress address : snat.pool()) {
      slots.add(
          SetElement.of(
              new Literal.Numbered(slots.size(), slots.size()),
              new Literal.Addresses(AddressRange.of(address))));
    }
    return new Translation.NatBy(
        Side.SNAT,
        written(family),
        new Expression.Jhash(List.of(source(family)), slots.size(), Optional.of(SEED)),
        Optional.of(new Lookup.Inline(slots)),
        flags(snat.ports()));
  }

  private Statement mapped(Side side, List<NatMapping> map, PortChoice ports, Chains chains) {
    IpVersion family = map.getFirst().to().version();
    List<DataType> type =
        List.of(family == IpVersion.IPV4 ? DataType.IPV4_ADDR : DataType.IPV6_ADDR);
    List<SetElement> elements = new ArrayList<>();
    for (NatMapping mapping : map) {
      elements.add(
          SetElement.of(
              new Literal.Addresses(AddressRange.of(mapping.from())),
              new Literal.Addresses(AddressRange.of(mapping.to()))));
    }
    return new Translation.NatBy(
        side,
        written(family),
        side == Side.SNAT ? source(family) : destination(family),
        Optional.of(new Lookup.Named(chains.map(side + "-map", type, type, elements))),
        flags(ports));
  }

  /** A translation to the same address, which prevents any later translation in any table. */
  private Statement unchanged(Hook hook) {
    IpVersion family = packets.orElse(table == TableFamily.IP6 ? IpVersion.IPV6 : IpVersion.IPV4);
    return hook == Hook.POSTROUTING
        ? new Translation.NatBy(
            Side.SNAT, written(family), source(family), Optional.empty(), Set.of())
        : new Translation.NatBy(
            Side.DNAT, written(family), destination(family), Optional.empty(), Set.of());
  }

  private static Field source(IpVersion family) {
    return family == IpVersion.IPV4 ? Field.IP_SADDR : Field.IP6_SADDR;
  }

  private static Field destination(IpVersion family) {
    return family == IpVersion.IPV4 ? Field.IP_DADDR : Field.IP6_DADDR;
  }

  /** The family to write before an address; a table of both families requires it. */
  private Optional<IpVersion> written(IpVersion family) {
    return table == TableFamily.INET ? Optional.of(family) : Optional.empty();
  }

  static Set<NatFlag> flags(PortChoice choice) {
    return switch (choice) {
      case KEEP -> Set.of();
      case RANDOM -> Set.of(NatFlag.RANDOM);
      case FULLY_RANDOM -> Set.of(NatFlag.FULLY_RANDOM);
    };
  }

  private Statement reject(RejectWith with) {
    return new Statement.Reject(
        switch (with) {
          case RejectWith.TcpReset _ -> "tcp reset";
          case RejectWith.Unreachable unreachable -> unreachable(unreachable);
        });
  }

  /** The reject statement as nft lists it, without the table's default. */
  private String unreachable(RejectWith.Unreachable unreachable) {
    Optional<IpVersion> family = unreachable.family();
    boolean portUnreachable = unreachable.code().equals("port-unreachable");
    return switch (table) {
      case INET -> {
        String protocol =
            family.map(f -> f == IpVersion.IPV4 ? "icmp " : "icmpv6 ").orElse("icmpx ");
        yield portUnreachable && family.isEmpty() ? "" : protocol + unreachable.code();
      }
      case IP, IP6, BRIDGE, ARP, NETDEV ->
          portUnreachable
              ? ""
              : (table == TableFamily.IP ? "icmp " : "icmpv6 ") + ofOneFamily(unreachable);
    };
  }

  /** The codes that both families share have IPv6's names. */
  private String ofOneFamily(RejectWith.Unreachable unreachable) {
    return switch (unreachable.code()) {
      case "no-route" -> table == TableFamily.IP ? "net-unreachable" : "no-route";
      case "host-unreachable" -> table == TableFamily.IP ? "host-unreachable" : "addr-unreachable";
      default -> unreachable.code();
    };
  }
}
