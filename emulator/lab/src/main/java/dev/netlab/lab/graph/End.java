package dev.netlab.lab.graph;

/** The end of a line. */
public sealed interface End {

  /** An interface of a node. */
  record Plug(String node, String interfaceName) implements End {
    @Override
    public String toString() {
      return node + ":" + interfaceName;
    }
  }

  /** A network's bridge. */
  record Segment(String network) implements End {
    @Override
    public String toString() {
      return network;
    }
  }

  /** A node that has the address, but has no interface that would accept what arrives there. */
  record Unanswered(String node) implements End {
    @Override
    public String toString() {
      return node;
    }
  }

  /** An address that does not belong to any node of the lab. */
  record Elsewhere(String address) implements End {
    @Override
    public String toString() {
      return address;
    }
  }
}
