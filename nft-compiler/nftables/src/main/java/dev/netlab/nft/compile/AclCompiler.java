package dev.netlab.nft.compile;

import dev.netlab.ip.IpVersion;
import dev.netlab.nft.policy.Acl;
import dev.netlab.nft.policy.AclBinding;
import dev.netlab.nft.policy.AclBinding.Direction;
import dev.netlab.nft.policy.AclRule;
import dev.netlab.nft.policy.AclTable;
import dev.netlab.nft.ruleset.BaseHook;
import dev.netlab.nft.ruleset.BaseHook.ChainType;
import dev.netlab.nft.ruleset.DataType;
import dev.netlab.nft.ruleset.Expression;
import dev.netlab.nft.ruleset.Field;
import dev.netlab.nft.ruleset.Literal;
import dev.netlab.nft.ruleset.Lookup;
import dev.netlab.nft.ruleset.NftChain;
import dev.netlab.nft.ruleset.NftRule;
import dev.netlab.nft.ruleset.NftSet;
import dev.netlab.nft.ruleset.NftTable;
import dev.netlab.nft.ruleset.SetElement;
import dev.netlab.nft.ruleset.Statement;
import dev.netlab.nft.ruleset.Statement.Relation;
import dev.netlab.nft.ruleset.TableFamily;
import dev.netlab.nft.ruleset.Verdict;
import dev.netlab.nft.value.Hook;
import dev.netlab.nft.value.InterfaceName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Compiles ACLs to one table. A packet finds the ACL of its interface in a map, so the cost does
 * not depend on the number of ACLs. On its way it passes, in this order: the ACL of the input
 * interface, destination translation, routing, the ACL of the output interface, and source
 * translation.
 */
public final class AclCompiler {
  /**
   * The bit of the connection mark that records a permitted connection; Kubernetes' components do
   * not use it.
   */
  static final int REMEMBERED = 1 << 16;

  private AclCompiler() {}

  /**
   * Compiles to a table for both families: traffic that an ACL does not name is denied in either
   * family.
   */
  public static NftTable compile(AclTable acls) {
    List<NftChain> chains = new ArrayList<>();
    chains.add(entry(Direction.IN));
    chains.add(entry(Direction.OUT));
    for (Acl acl : acls.acls()) {
      chains.add(new NftChain(chain(acl.name()), Optional.empty(), rules(acl)));
    }
    return new NftTable(
        TableFamily.INET,
        acls.name(),
        List.of(interfaces(acls, Direction.IN), interfaces(acls, Direction.OUT)),
        chains);
  }

  private static NftChain entry(Direction direction) {
    Statement remembered =
        new Statement.Match(
            new Expression.Masked(Field.CT_MARK, REMEMBERED),
            Relation.EQUAL,
            new Literal.Bits(REMEMBERED));
    List<NftRule> rules =
        List.of(
            // The connection has been answered, so its first packet has passed every ACL on its
            // way.
            rule(
                "",
                FamilyTerms.flags(Field.CT_STATE, "established", "related"),
                remembered,
                new Statement.Counter(),
                accept()),
            // The counterpart of ARP, which IP tables do not see.
            rule(
                "",
                FamilyTerms.is(
                    Field.ICMPV6_TYPE,
                    List.of(
                        new Literal.Symbol("nd-neighbor-solicit"),
                        new Literal.Symbol("nd-neighbor-advert"))),
                accept()),
            rule(
                "",
                new Statement.Dispatch(
                    direction == Direction.IN ? Field.IIFNAME : Field.OIFNAME,
                    new Lookup.Named(map(direction)))));
    return switch (direction) {
      case IN -> base("filter-prerouting", Hook.PREROUTING, BaseHook.PRE_DNAT, rules);
      case OUT -> base("filter-postrouting", Hook.POSTROUTING, BaseHook.FILTER, rules);
    };
  }

  private static NftSet interfaces(AclTable acls, Direction direction) {
    List<SetElement> elements = new ArrayList<>();
    for (AclBinding binding : acls.bindings()) {
      if (binding.direction() == direction) {
        for (InterfaceName name : binding.interfaces()) {
          elements.add(
              SetElement.of(new Literal.Interface(name), new Verdict.Goto(chain(binding.acl()))));
        }
      }
    }
    return NftSet.of(
        map(direction), List.of(DataType.IFNAME), new NftSet.Content.Verdicts(), elements);
  }

  private static List<NftRule> rules(Acl acl) {
    List<NftRule> rules = new ArrayList<>();
    for (AclRule line : acl.rules()) {
      List<Optional<IpVersion>> families =
          line.match().families().isEmpty()
              ? List.of(Optional.empty())
              : line.match().families().stream().map(Optional::of).toList();
      for (Optional<IpVersion> family : families) {
        List<Statement> statements =
            new ArrayList<>(new MatchCompiler(family, line.match()).conditions(Hook.PREROUTING));
        statements.add(new Statement.Counter());
        switch (line.decision()) {
          case PERMIT -> statements.add(accept());
          case REFLECT -> {
            statements.add(new Statement.MarkOr(Field.CT_MARK, REMEMBERED));
            statements.add(accept());
          }
          case DENY -> statements.add(drop());
        }
        rules.add(new NftRule(statements, line.origin().comment()));
      }
    }
    rules.add(rule("no line permits it", new Statement.Counter(), drop()));
    return rules;
  }

  private static NftChain base(String name, Hook hook, int priority, List<NftRule> rules) {
    BaseHook place = new BaseHook(ChainType.FILTER, hook, priority, BaseHook.Policy.ACCEPT);
    return new NftChain(name, Optional.of(place), rules);
  }

  private static String map(Direction direction) {
    return direction == Direction.IN ? "acl-in" : "acl-out";
  }

  private static String chain(String acl) {
    return "acl-" + acl;
  }

  private static Statement accept() {
    return new Statement.Decide(new Verdict.Accept());
  }

  private static Statement drop() {
    return new Statement.Decide(new Verdict.Drop());
  }

  private static NftRule rule(String comment, Statement... statements) {
    return new NftRule(List.of(statements), comment);
  }
}
