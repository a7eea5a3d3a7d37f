package dev.netlab.nft.ruleset;

/** Where a packet goes after a rule. */
public sealed interface Verdict extends MapValue {
  @Override
  String text();

  /** Out of this base chain; others still see the packet. */
  record Accept() implements Verdict {
    @Override
    public String text() {
      return "accept";
    }
  }

  /** Nowhere. */
  record Drop() implements Verdict {
    @Override
    public String text() {
      return "drop";
    }
  }

  /** Back to the chain that jumped here. */
  record Return() implements Verdict {
    @Override
    public String text() {
      return "return";
    }
  }

  /** To another chain and, if that decides nothing, back. */
  record Jump(String chain) implements Verdict {
    @Override
    public String text() {
      return "jump " + chain;
    }
  }

  /** To another chain and not back. */
  record Goto(String chain) implements Verdict {
    @Override
    public String text() {
      return "goto " + chain;
    }
  }
}
