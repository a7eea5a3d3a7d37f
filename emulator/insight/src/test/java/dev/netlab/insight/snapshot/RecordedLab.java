package dev.netlab.insight.snapshot;

import dev.netlab.netlink.netfilter.ConntrackEntry;
import dev.netlab.netlink.rtnetlink.RouteQuery;
import dev.netlab.nft.listing.RulesetListing;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** A lab as it was when it was recorded. Which way a packet goes is worked out from its tables. */
public final class RecordedLab implements LabState {
  private final Map<String, NodeSnapshot> nodes;
  private final Map<String, RulesetListing> listings;
  private final Map<NodeInterface, NodeInterface> wires;
  private final Map<String, List<ConntrackEntry>> connections;
  private final Instant time;

  RecordedLab(
      Map<String, NodeSnapshot> nodes,
      Map<String, RulesetListing> listings,
      Map<NodeInterface, NodeInterface> wires,
      Map<String, List<ConntrackEntry>> connections,
      Instant time) {
    this.nodes = new LinkedHashMap<>(nodes);
    this.listings = Map.copyOf(listings);
    this.wires = Map.copyOf(wires);
    this.connections = Map.copyOf(connections);
    this.time = time;
  }

  /** The same lab with one node otherwise. */
  public RecordedLab with(String name, UnaryOperator<NodeSnapshot> change) {
    RecordedLab changed = new RecordedLab(nodes, listings, wires, connections, time);
    changed.nodes.put(name, change.apply(node(name)));
    return changed;
  }

  /** Its rules as programs printed them, whatever has changed since. */
  RulesetListing listing(String node) {
    return Objects.requireNonNull(listings.get(node), node);
  }

  @Override
  public List<String> nodes() {
    return List.copyOf(nodes.keySet());
  }

  @Override
  public NodeSnapshot node(String name) {
    NodeSnapshot node = nodes.get(name);
    if (node == null) {
      throw new IllegalArgumentException("no node " + name + " was recorded");
    }
    return node;
  }

  @Override
  public Optional<NodeInterface> otherEnd(NodeInterface one) {
    return Optional.ofNullable(wires.get(one));
  }

  @Override
  public Routing lookup(String node, RouteQuery query) {
    return RecordedRouting.lookup(node(node), query);
  }

  @Override
  public List<ConntrackEntry> connections(String node) {
    return connections.getOrDefault(node, List.of());
  }

  @Override
  public Instant now() {
    return time;
  }
}
