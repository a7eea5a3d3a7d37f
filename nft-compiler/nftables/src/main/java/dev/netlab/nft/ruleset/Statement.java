package dev.netlab.nft.ruleset;

import java.util.Optional;

/** One part of a rule; a condition that does not hold ends the rule. */
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
  /** As nft lists it. */
  String text();

  /** How two things compare. */
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
            // nft leaves the sign out unless a mask makes it necessary
            case EQUAL -> left instanceof Expression.Masked ? " == " : " ";
          };
      return left.text() + operator + right.text();
    }
  }

  /**
   * Something that this model has no word for. It may be a condition as well as an effect: a rule
   * that has one neither matches for sure nor fails to.
   *
   * @param words as it was listed: nft's JSON, or what iptables-save prints
   */
  record Unknown(String words) implements Statement {
    @Override
    public String text() {
      return words;
    }
  }

  /**
   * Counts packets and bytes that come this far.
   *
   * @param packets how many it has counted
   * @param bytes of these packets
   */
  record Counter(long packets, long bytes) implements Statement {
    /** One that has counted nothing yet. */
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
   * @param mark of the packet or of its connection
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
   * @param mark of the packet or of its connection
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

  /** The verdict that a map has for what the packet says; without one, on to the next rule. */
  record Dispatch(Expression key, Lookup map) implements Statement {
    @Override
    public String text() {
      return key.text() + " vmap " + map.text();
    }
  }

  /** Puts what the packet says into a set, or begins its timeout again. */
  record Update(String set, Expression key) implements Statement {
    @Override
    public String text() {
      return "update @" + set + " { " + key.text() + " }";
    }
  }

  /**
   * Refuses the packet and tells its sender.
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

  /** No connection tracking. */
  record Notrack() implements Statement {
    @Override
    public String text() {
      return "notrack";
    }
  }

  /**
   * Sets the maximum segment size of a TCP SYN, only ever down.
   *
   * @param size in bytes, absent for what the route allows
   */
  record ClampMss(Optional<Integer> size) implements Statement {
    @Override
    public String text() {
      return "tcp option maxseg size set " + size.map(Object::toString).orElse("rt mtu");
    }
  }
}
