package dev.netlab.nft.compile;

import dev.netlab.ip.IpVersion;
import dev.netlab.nft.PolicyException;
import dev.netlab.nft.policy.Action;
import dev.netlab.nft.policy.NodePolicy;
import dev.netlab.nft.policy.Rule;
import dev.netlab.nft.policy.Table;
import dev.netlab.nft.ruleset.NftTable;
import dev.netlab.nft.ruleset.Ruleset;
import dev.netlab.nft.ruleset.TableFamily;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Compiles the policies of a node to its ruleset. The same policies always produce the same text.
 */
public final class PolicyCompiler {
  private PolicyCompiler() {}

  /**
   * Compiles each policy to one nftables table with the same name, in the same order.
   *
   * @throws PolicyException if two policies have the same name, or one contains a rule that can
   *     never act
   */
  public static Ruleset compile(List<Table> policies) {
    Set<String> names = new HashSet<>();
    List<NftTable> tables = new ArrayList<>();
    for (Table policy : policies) {
      if (!names.add(policy.name())) {
        throw new PolicyException("policy", "two tables are called '" + policy.name() + "'");
      }
      tables.add(compile(policy));
    }
    return new Ruleset(tables);
  }

  /**
   * The tables for everything that is required of a node: rules, ACLs, services and network
   * policies.
   */
  public static Ruleset compile(NodePolicy policy) {
    List<NftTable> tables = new ArrayList<>(compile(policy.tables()).tables());
    policy.acls().forEach(acls -> tables.add(AclCompiler.compile(acls)));
    policy.services().forEach(services -> tables.addAll(ServiceCompiler.compile(services)));
    policy.isolations().forEach(pods -> tables.addAll(NetworkPolicyCompiler.compile(pods)));
    return new Ruleset(tables);
  }

  /**
   * Rejects a policy that contains a rule that can never act, because an earlier rule translates
   * its packets.
   *
   * @throws PolicyException which names both lines
   */
  public static void rejectShadowedRules(Table policy) {
    ShadowedRules.reject(policy.rules());
  }

  private static NftTable compile(Table policy) {
    TableFamily family = family(policy.rules());
    rejectShadowedRules(policy);
    Chains chains = new Chains();
    for (Rule rule : policy.rules()) {
      for (Optional<IpVersion> packets : families(family, rule)) {
        new RuleCompiler(family, packets, rule).addTo(chains);
      }
    }
    return new NftTable(family, policy.name(), chains.sets(), chains.inPacketOrder());
  }

  /** The family of a table: a single family if every rule is about that family, otherwise both. */
  private static TableFamily family(List<Rule> rules) {
    Set<IpVersion> families = EnumSet.noneOf(IpVersion.class);
    for (Rule rule : rules) {
      Set<IpVersion> ofRule = rule.families();
      families.addAll(ofRule.isEmpty() ? EnumSet.allOf(IpVersion.class) : ofRule);
    }
    return families.equals(EnumSet.of(IpVersion.IPV4))
        ? TableFamily.IP
        : families.equals(EnumSet.of(IpVersion.IPV6)) ? TableFamily.IP6 : TableFamily.INET;
  }

  /**
   * The families to compile a rule for. A rule with addresses of both families is compiled once for
   * each.
   */
  private static List<Optional<IpVersion>> families(TableFamily table, Rule rule) {
    if (rule.families().isEmpty()) {
      // The rule that keeps an address unchanged must name an address of a single family.
      return rule.action() instanceof Action.NoNat && table == TableFamily.INET
          ? List.of(Optional.of(IpVersion.IPV4), Optional.of(IpVersion.IPV6))
          : List.of(Optional.empty());
    }
    return rule.families().stream().map(Optional::of).toList();
  }
}
