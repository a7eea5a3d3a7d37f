package dev.netlab.nft.compile;

import dev.netlab.ip.IpVersion;
import dev.netlab.nft.policy.Action;
import dev.netlab.nft.policy.Match;
import dev.netlab.nft.policy.NewSource;
import dev.netlab.nft.ruleset.Expression;
import dev.netlab.nft.ruleset.Field;
import dev.netlab.nft.ruleset.Literal;
import dev.netlab.nft.ruleset.Operand;
import dev.netlab.nft.ruleset.Statement;
import dev.netlab.nft.ruleset.Statement.Relation;
import dev.netlab.nft.ruleset.Translation;
import dev.netlab.nft.ruleset.Translation.Side;
import dev.netlab.nft.value.AddressRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Gives a new source to forwarded packets, and only to those. As in kube-proxy, a mark that is set
 * when the destination is translated is matched after routing.
 */
final class PortForwarding {
  /** kube-proxy's mark bit (masqueradeBit 14), which other software on a node does not use. */
  private static final int MASQUERADE = 1 << 14;

  private final Match forwarded;
  private final Action.PortForward forward;
  private final Optional<IpVersion> written;

  /**
   * @param written the target's family, if the table's rules must name it
   */
  PortForwarding(Match forwarded, Action.PortForward forward, Optional<IpVersion> written) {
    this.forwarded = forwarded;
    this.forward = forward;
    this.written = written;
  }

  static Statement mark() {
    return new Statement.MarkOr(Field.META_MARK, MASQUERADE);
  }

  /** The rules after routing that set a new source, if one is required. */
  List<List<Statement>> newSource() {
    List<List<Statement>> rules = new ArrayList<>();
    forward.source().ifPresent(source -> rules.add(marked(source)));
    forward.hairpin().ifPresent(source -> rules.add(hairpin(source)));
    return rules;
  }

  private List<Statement> marked(NewSource source) {
    List<Statement> statements = new ArrayList<>(unmark());
    statements.addAll(1, toTarget());
    statements.add(translation(source));
    return statements;
  }

  /** Matches the mark and removes it. */
  static List<Statement> unmark() {
    return List.of(
        new Statement.Match(
            new Expression.Masked(Field.META_MARK, MASQUERADE),
            Relation.EQUAL,
            new Literal.Bits(MASQUERADE)),
        new Statement.Counter(),
        // Removed, so that an encapsulated packet does not carry the mark to the next translation.
        new Statement.MarkAnd(Field.META_MARK, ~MASQUERADE));
  }

  private List<Statement> hairpin(NewSource source) {
    List<Statement> statements = new ArrayList<>();
    statements.add(isTarget(isV4() ? Field.IP_SADDR : Field.IP6_SADDR));
    statements.addAll(toTarget());
    statements.add(
        new Statement.Match(
            Field.CT_STATUS, Relation.EQUAL, new Operand.Flags(List.of("dnat"), List.of())));
    statements.add(new Statement.Counter());
    statements.add(translation(source));
    return statements;
  }

  /**
   * Matches only packets to the target, so that the rule's counter counts this forwarding alone.
   */
  private List<Statement> toTarget() {
    List<Statement> statements = new ArrayList<>();
    statements.add(isTarget(isV4() ? Field.IP_DADDR : Field.IP6_DADDR));
    statements.addAll(
        MatchCompiler.destinationPorts(
            forwarded.protocols(), forward.to().ports().map(List::of).orElse(forwarded.ports())));
    return statements;
  }

  private Statement isTarget(Field field) {
    return new Statement.Match(
        field, Relation.EQUAL, new Literal.Addresses(forward.to().addresses()));
  }

  private boolean isV4() {
    return forward.to().addresses().version() == IpVersion.IPV4;
  }

  private Statement translation(NewSource source) {
    return switch (source) {
      case NewSource.Masquerade masquerade ->
          new Translation.Masquerade(Optional.empty(), RuleCompiler.flags(masquerade.ports()));
      case NewSource.Fixed fixed ->
          new Translation.Nat(
              Side.SNAT, written, AddressRange.of(fixed.address()), Optional.empty(), Set.of());
    };
  }
}
