package dev.netlab.insight.snapshot;

/** An interface of one of a lab's nodes or networks. */
public record NodeInterface(String node, String name) {
  /** {@code node:interface}. */
  @Override
  public String toString() {
    return node + ":" + name;
  }
}
