package dev.netlab.nft.ruleset;

/** Where a packet continues after a rule. */
public sealed interface Verdict extends MapValue {
  @Override
  String text();

  /** Leaves this base chain; others still see the packet. */
  record Accept() implements Verdict {
    @Override
    public String text() {
      return "accept";
    }
  }

  /** Discards the packet. */
  record Drop() implements Verdict {
    @Override
    public String text() {
      return "drop";
    }
  }

  /** Returns to the chain that jumped here. */
  record Return() implements Verdict {
    @Override
    public String text() {
      return "return";
    }
  }

  /** Jumps to another chain and returns if that chain does not decide. */
  record Jump(String chain) implements Verdict {
    @Override
    public String text() {
      return "jump " + chain;
    }
  }

  /** Continues in another chain without returning. */
  record Goto(String chain) implements Verdict {
    @Override
    public String text() {
      return "goto " + chain;
    }
  }
}
