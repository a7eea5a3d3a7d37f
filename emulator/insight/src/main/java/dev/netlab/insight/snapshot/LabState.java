package dev.netlab.insight.snapshot;

import dev.netlab.netlink.netfilter.ConntrackEntry;
import dev.netlab.netlink.rtnetlink.RouteQuery;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What a lab's kernels have, and what they answer. */
public interface LabState {
  /** Nodes and networks. */
  List<String> nodes();

  /** What the node's kernel has. */
  NodeSnapshot node(String name);

  /**
   * Where frames come out that go into one end of a veth, or of a wire that the agent carries;
   * empty for what is neither, and where the other end is outside of the lab.
   */
  Optional<NodeInterface> otherEnd(NodeInterface one);

  /** Which way a node would send a packet, and by which rule of the node's. */
  Routing lookup(String node, RouteQuery query);

  /** The connections that the node tracks now. */
  List<ConntrackEntry> connections(String node);

  /** When that is: what a kernel says of the past is to be compared with it. */
  Instant now();
}
