package dev.netlab.nft.simulate;

import dev.netlab.nft.PolicyException;
import dev.netlab.nft.ruleset.Expression;
import dev.netlab.nft.ruleset.Field;
import dev.netlab.nft.ruleset.Literal;
import dev.netlab.nft.ruleset.Lookup;
import dev.netlab.nft.ruleset.MapValue;
import dev.netlab.nft.ruleset.NftChain;
import dev.netlab.nft.ruleset.NftRule;
import dev.netlab.nft.ruleset.NftTable;
import dev.netlab.nft.ruleset.Operand;
import dev.netlab.nft.ruleset.SetElement;
import dev.netlab.nft.ruleset.Statement;
import dev.netlab.nft.ruleset.Statement.Relation;
import dev.netlab.nft.ruleset.Translation;
import dev.netlab.nft.ruleset.Verdict;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Evaluates the chains of one table. */
final class Rules {
  /** The result of a chain or a rule for a packet. */
  sealed interface End {
    /** No decision: the next rule applies, or the base chain's policy. */
    record Undecided() implements End {}

    /** Returns to the chain that jumped. */
    record Returned() implements End {}

    /** Leaves this base chain. */
    record Accepted() implements End {}

    /** The packet is discarded. */
    record Dropped() implements End {}

    /** The packet is discarded and its sender is notified. */
    record Refused(String with) implements End {}
  }

  private static final End UNDECIDED = new End.Undecided();

  private final String name;
  private final Lookups sets;
  private final Map<String, NftChain> chains = new HashMap<>();
  private final PacketFields fields;
  private final Translator translator;

  Rules(NftTable table, PacketFields fields, Translator translator) {
    this.name = table.family() + " " + table.name();
    this.sets = new Lookups(table);
    this.fields = fields;
    this.translator = translator;
    table.chains().forEach(chain -> chains.put(chain.name(), chain));
  }

  /** The table's name with its family. */
  String name() {
    return name;
  }

  End walk(String chainName, Flow flow) {
    NftChain chain = chains.get(chainName);
    if (chain == null) {
      throw new PolicyException("table " + name + " has no chain " + chainName);
    }
    for (NftRule rule : chain.rules()) {
      End end = apply(chain, rule, flow);
      if (!(end instanceof End.Undecided)) {
        return end;
      }
    }
    return UNDECIDED;
  }

  private End apply(NftChain chain, NftRule rule, Flow flow) {
    if (!rule.isUnderstood()) {
      note(chain, rule, flow); // the caller can report it
      return UNDECIDED;
    }
    End end = UNDECIDED;
    for (Statement statement : rule.statements()) {
      switch (statement) {
        case Statement.Match match -> {
          if (!holds(match, flow)) {
            return UNDECIDED;
          }
        }
        case Statement.Dispatch dispatch -> {
          Optional<Verdict> verdict = verdict(dispatch, flow);
          if (verdict.isEmpty()) {
            return UNDECIDED;
          }
          note(chain, rule, flow);
          return follow(verdict.get(), flow);
        }
        case Statement.Decide decide -> {
          note(chain, rule, flow);
          return follow(decide.verdict(), flow);
        }
        case Translation translation -> {
          Optional<Tuple> translated = translator.translate(translation, flow, sets);
          if (translated.isEmpty()) {
            return UNDECIDED;
          }
          flow.translate(translated.get());
          end = new End.Accepted();
        }
        case Statement.Reject reject -> end = new End.Refused(reject.with());
        case Statement.MarkOr or -> mark(flow, or.mark(), current(flow, or.mark()) | or.bits());
        case Statement.MarkAnd and ->
            mark(flow, and.mark(), current(flow, and.mark()) & and.bits());
        case Statement.Update update ->
            fields
                .key(PacketFields.fields(update.key()), flow)
                .ifPresent(key -> flow.state = flow.state.with(sets.id(update.set()), key.text()));
        case Statement.Notrack _ -> flow.tracked = Simulator.NEVER;
        case Statement.Counter _, Statement.ClampMss _, Statement.Unknown _ -> {}
      }
    }
    note(chain, rule, flow);
    return end;
  }

  private void note(NftChain chain, NftRule rule, Flow flow) {
    flow.steps.add(new Step(flow.hook, name, chain.name(), rule, flow.packet));
  }

  private End follow(Verdict verdict, Flow flow) {
    return switch (verdict) {
      case Verdict.Accept _ -> new End.Accepted();
      case Verdict.Drop _ -> new End.Dropped();
      case Verdict.Return _ -> new End.Returned();
      case Verdict.Jump jump -> {
        End end = walk(jump.chain(), flow);
        yield end instanceof End.Returned ? UNDECIDED : end;
      }
      case Verdict.Goto to -> {
        End end = walk(to.chain(), flow);
        yield end instanceof End.Undecided ? new End.Returned() : end;
      }
    };
  }

  private Optional<Verdict> verdict(Statement.Dispatch dispatch, Flow flow) {
    return translator
        .key(dispatch.key(), flow)
        .flatMap(
            key ->
                switch (dispatch.map()) {
                  case Lookup.Named named -> sets.find(named.name(), key);
                  case Lookup.Inline inline -> Lookups.find(inline.elements(), key);
                })
        .flatMap(SetElement::value)
        .flatMap(Rules::asVerdict);
  }

  private static Optional<Verdict> asVerdict(MapValue value) {
    return value instanceof Verdict verdict ? Optional.of(verdict) : Optional.empty();
  }

  private boolean holds(Statement.Match match, Flow flow) {
    if (match.right() instanceof Operand.Flags flags && match.left() instanceof Field field) {
      return fields.names(field, flags, flow) == (match.relation() == Relation.EQUAL);
    }
    Optional<Literal> key = masked(match.left(), translator.key(match.left(), flow));
    if (key.isEmpty()) {
      // A missing interface differs from any interface; any other missing field ends the rule.
      return match.relation() == Relation.NOT_EQUAL
          && (match.left() == Field.IIFNAME || match.left() == Field.OIFNAME);
    }
    boolean found =
        switch (match.right()) {
          case Literal literal -> Lookups.covers(literal, key.get());
          case Operand.AnonymousSet set ->
              set.elements().stream().anyMatch(e -> Lookups.covers(e, key.get()));
          case Operand.NamedSet set -> sets.holds(set.name(), key.get(), flow.state);
          case Operand.Flags _ -> false;
        };
    return found == (match.relation() == Relation.EQUAL);
  }

  private static Optional<Literal> masked(Expression left, Optional<Literal> value) {
    return value.map(
        literal ->
            left instanceof Expression.Masked masked && literal instanceof Literal.Bits bits
                ? new Literal.Bits(bits.value() & masked.mask())
                : literal);
  }

  private static int current(Flow flow, Field mark) {
    return mark == Field.CT_MARK ? flow.connection.mark() : flow.packet.mark();
  }

  private static void mark(Flow flow, Field mark, int bits) {
    if (mark == Field.CT_MARK) {
      flow.connection = flow.connection.marked(bits);
    } else {
      flow.packet = flow.packet.marked(bits);
    }
  }
}
