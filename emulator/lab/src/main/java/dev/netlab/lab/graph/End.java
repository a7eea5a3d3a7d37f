package dev.netlab.lab.graph;

/** What a line ends at. */
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

  /** A node that has the address, but no interface that would take what comes there. */
  record Unanswered(String node) implements End {
    @Override
    public String toString() {
      return node;
    }
  }

  /** An address that no node of the lab has. */
  record Elsewhere(String address) implements End {
    @Override
    public String toString() {
      return address;
    }
  }
}
