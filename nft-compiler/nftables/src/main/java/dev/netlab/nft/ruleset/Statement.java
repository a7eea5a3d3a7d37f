package dev.netlab.nft.ruleset;

import java.util.Optional;

/** One part of a rule. A condition that does not hold ends the rule. */
public sealed interface Statement
    permits Statement.Match,
        Statement.Counter,
        Statement.MarkOr,
        Statement.MarkAnd,
        Statement.Decide,
        Statement.Dispatch,
        Statement.Update,
        Statement.Reject,
        Statement.Notrack,
        Statement.ClampMss,
        Statement.Unknown,
        Translation {
  /** The text as nft lists it. */
  String text();

  /** How two values compare. */
  enum Relation {
    EQUAL,
    NOT_EQUAL
  }

  /** A condition. */
  record Match(Expression left, Relation relation, Operand right) implements Statement {
    @Override
    public String text() {
      String operator =
          switch (relation) {
            case NOT_EQUAL -> " != ";
            // nft omits the operator unless a mask makes it necessary
            case EQUAL -> left instanceof Expression.Masked ? " == " : " ";
          };
      return left.text() + operator + right.text();
    }
  }

  /**
   * A statement that this model cannot represent. It may be a condition or an effect, so it is
   * uncertain whether a rule that contains it matches.
   *
   * @param words the statement as listed: nft's JSON, or the output of iptables-save
   */
  record Unknown(String words) implements Statement {
    @Override
    public String text() {
      return words;
    }
  }

  /**
   * Counts the packets that reach this statement and their bytes.
   *
   * @param packets the number of packets counted
   * @param bytes the total size of these packets
   */
  record Counter(long packets, long bytes) implements Statement {
    /** A counter at zero. */
    public Counter() {
      this(0, 0);
    }

    @Override
    public String text() {
      return "counter";
    }
  }

  /**
   * Sets bits of a mark: {@code mark | bits}.
   *
   * @param mark the mark of the packet or of its connection
   */
  record MarkOr(Field mark, int bits) implements Statement {
    @Override
    public String text() {
      return mark.text() + " set " + mark.text() + " | " + Literal.Bits.text(bits);
    }
  }

  /**
   * Keeps bits of a mark: {@code mark & bits}.
   *
   * @param mark the mark of the packet or of its connection
   */
  record MarkAnd(Field mark, int bits) implements Statement {
    @Override
    public String text() {
      return mark.text() + " set " + mark.text() + " & " + Literal.Bits.text(bits);
    }
  }

  /** A verdict. */
  record Decide(Verdict verdict) implements Statement {
    @Override
    public String text() {
      return verdict.text();
    }
  }

  /**
   * Applies the verdict that a map contains for the packet's key; continues with the next rule if
   * there is none.
   */
  record Dispatch(Expression key, Lookup map) implements Statement {
    @Override
    public String text() {
      return key.text() + " vmap " + map.text();
    }
  }

  /** Adds the packet's key to a set, or restarts the timeout of an existing element. */
  record Update(String set, Expression key) implements Statement {
    @Override
    public String text() {
      return "update @" + set + " { " + key.text() + " }";
    }
  }

  /**
   * Rejects the packet and notifies its sender.
   *
   * @param with what nft lists after {@code with}: {@code tcp reset}, {@code icmp
   *     admin-prohibited}; empty for the family's port-unreachable
   */
  record Reject(String with) implements Statement {
    @Override
    public String text() {
      return with.isEmpty() ? "reject" : "reject with " + with;
    }
  }

  /** Disables connection tracking for the packet. */
  record Notrack() implements Statement {
    @Override
    public String text() {
      return "notrack";
    }
  }

  /**
   * Lowers the maximum segment size of a TCP SYN; it never raises it.
   *
   * @param size in bytes; absent to use what the route allows
   */
  record ClampMss(Optional<Integer> size) implements Statement {
    @Override
    public String text() {
      return "tcp option maxseg size set " + size.map(Object::toString).orElse("rt mtu");
    }
  }
}
