package dev.netlab.nft.compile;

import dev.netlab.nft.policy.Match;
import dev.netlab.nft.policy.NatTarget;
import dev.netlab.nft.policy.PortChoice;
import dev.netlab.nft.ruleset.Expression;
import dev.netlab.nft.ruleset.Field;
import dev.netlab.nft.ruleset.Literal;
import dev.netlab.nft.ruleset.Statement;
import dev.netlab.nft.ruleset.Statement.Relation;
import dev.netlab.nft.ruleset.Translation;
import dev.netlab.nft.value.IpFamily;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Masquerades what was forwarded, and only that: a mark set where the destination was translated is
 * found again after routing, as kube-proxy does it.
 */
final class PortForwarding {
  /** kube-proxy's mark bit (masqueradeBit 14), which other software on a node leaves alone. */
  private static final int MASQUERADE = 1 << 14;

  private PortForwarding() {}

  static Statement mark() {
    return new Statement.MarkOr(Field.META_MARK, MASQUERADE);
  }

  /**
   * For marked packets that go to the target, so that the rule counts for this forwarding alone.
   */
  static List<Statement> masquerade(Match forwarded, NatTarget to, PortChoice ports) {
    List<Statement> statements = new ArrayList<>();
    statements.add(
        new Statement.Match(
            new Expression.Masked(Field.META_MARK, MASQUERADE),
            Relation.EQUAL,
            new Literal.Bits(MASQUERADE)));
    statements.add(
        new Statement.Match(
            to.addresses().family() == IpFamily.V4 ? Field.IP_DADDR : Field.IP6_DADDR,
            Relation.EQUAL,
            new Literal.Addresses(to.addresses())));
    statements.addAll(
        MatchCompiler.destinationPorts(
            forwarded.protocols(), to.ports().map(List::of).orElse(forwarded.ports())));
    statements.add(new Statement.Counter());
    // Taken back, so that an encapsulated packet does not carry it to the next translation.
    statements.add(new Statement.MarkAnd(Field.META_MARK, ~MASQUERADE));
    statements.add(new Translation.Masquerade(Optional.empty(), RuleCompiler.flags(ports)));
    return statements;
  }
}
