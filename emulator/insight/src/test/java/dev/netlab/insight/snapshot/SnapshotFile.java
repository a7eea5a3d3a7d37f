package dev.netlab.insight.snapshot;

import dev.netlab.netlink.netfilter.ConntrackEntry;
import dev.netlab.netlink.rtnetlink.Address;
import dev.netlab.netlink.rtnetlink.FdbEntry;
import dev.netlab.netlink.rtnetlink.Link;
import dev.netlab.netlink.rtnetlink.Neighbour;
import dev.netlab.netlink.rtnetlink.Route;
import dev.netlab.netlink.rtnetlink.Rule;
import dev.netlab.nft.listing.RulesetListing;
import dev.netlab.nft.ruleset.Ruleset;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import tools.jackson.jr.ob.JSON;

/**
 * What the kernels of a whole lab had at one time, as JSON: a snapshot of each node, its tracked
 * connections, and which interfaces are the two ends of a wire. {@link #read} gives a lab that
 * answers without a kernel.
 */
public final class SnapshotFile {
  /** Lists and objects as deep as this have a line of their own for each element. */
  private static final int LINES = 4;

  private static final String NFTABLES = "nftables";

  /** With nulls: nft says {@code {"drop": null}}. */
  private static final JSON JSON_TEXT = JSON.std.with(JSON.Feature.WRITE_NULL_PROPERTIES);

  private SnapshotFile() {}

  /** The built-in lab of that name, as {@code RecordedLabIT} found it. */
  public static RecordedLab builtIn(String lab) {
    String name = "/dev/netlab/insight/labs/" + lab + ".json";
    try (InputStream in =
        Objects.requireNonNull(SnapshotFile.class.getResourceAsStream(name), name)) {
      return read(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What was written. */
  public static RecordedLab read(String json) {
    Map<?, ?> lab = (Map<?, ?>) JSON_TEXT.anyFrom(json);
    Map<String, NodeSnapshot> nodes = new LinkedHashMap<>();
    Map<String, RulesetListing> listings = new LinkedHashMap<>();
    Map<String, List<ConntrackEntry>> connections = new LinkedHashMap<>();
    map(lab, "nodes")
        .forEach(
            (name, value) -> {
              Map<?, ?> node = (Map<?, ?>) value;
              RulesetListing listing = listing(node);
              listings.put((String) name, listing);
              nodes.put((String) name, node((String) name, listing.ruleset(), node));
              connections.put((String) name, read(ConntrackEntry.class, node, "connections"));
            });
    Map<NodeInterface, NodeInterface> ends = new LinkedHashMap<>();
    map(lab, "wires").forEach((one, other) -> ends.put(end((String) one), end((String) other)));
    return new RecordedLab(
        nodes, listings, ends, connections, Instant.parse((String) lab.get("time")));
  }

  private static Map<?, ?> map(Map<?, ?> from, String key) {
    return (Map<?, ?>) Objects.requireNonNull(from.get(key), key);
  }

  private static List<?> list(Map<?, ?> from, String key) {
    return (List<?>) Objects.requireNonNull(from.get(key), key);
  }

  private static <T> List<T> read(Class<T> type, Map<?, ?> from, String key) {
    return list(from, key).stream().map(each -> RecordJson.read(type, each)).toList();
  }

  /** As nft and iptables-save print it; parts that say nothing more are left out. */
  private static RulesetListing listing(Map<?, ?> node) {
    return new RulesetListing(
        JSON_TEXT.asString(Map.of(NFTABLES, list(node, NFTABLES))),
        text(node, "nft"),
        text(node, "iptables"),
        text(node, "ip6tables"));
  }

  private static String text(Map<?, ?> node, String key) {
    return list(node, key).stream().map(line -> line + "\n").collect(Collectors.joining());
  }

  private static NodeInterface end(String text) {
    int colon = text.indexOf(':');
    return new NodeInterface(text.substring(0, colon), text.substring(colon + 1));
  }

  private static NodeSnapshot node(String name, Ruleset ruleset, Map<?, ?> node) {
    Map<String, Integer> settings = new TreeMap<>();
    map(node, "settings").forEach((key, set) -> settings.put((String) key, (int) set));
    return new NodeSnapshot(
        name,
        read(Link.class, node, "links"),
        read(Address.class, node, "addresses"),
        read(Rule.class, node, "rules"),
        read(Route.class, node, "routes"),
        read(Neighbour.class, node, "neighbours"),
        read(FdbEntry.class, node, "fdb"),
        ruleset,
        new Settings(settings),
        read(BoundSocket.class, node, "sockets"),
        read(Tunnel.class, node, "tunnels"));
  }

  /** All that a lab's kernels have now. */
  public static String write(KernelState lab) {
    return write(lab, node -> Rulesets.list(lab.namespace(node)));
  }

  /** All that was recorded of a lab. */
  public static String write(RecordedLab lab) {
    return write(lab, lab::listing);
  }

  private static String write(LabState lab, Function<String, RulesetListing> listings) {
    Map<String, Object> nodes = new LinkedHashMap<>();
    Map<String, Object> wires = new LinkedHashMap<>();
    for (String name : lab.nodes()) {
      NodeSnapshot node = lab.node(name);
      nodes.put(name, object(node, listings.apply(name), lab.connections(name)));
      for (Link link : node.links()) {
        NodeInterface one = new NodeInterface(name, link.name());
        Optional<NodeInterface> other = lab.otherEnd(one);
        other.ifPresent(there -> wires.put(one.toString(), there.toString()));
      }
    }
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("time", lab.now().toString());
    all.put("wires", wires);
    all.put("nodes", nodes);
    StringBuilder text = new StringBuilder();
    print(all, 0, text);
    return text.append('\n').toString();
  }

  private static Map<String, Object> object(
      NodeSnapshot node, RulesetListing listing, List<ConntrackEntry> connections) {
    Map<String, Object> object = new LinkedHashMap<>();
    Map<String, List<?>> lists = new LinkedHashMap<>();
    lists.put("links", node.links());
    lists.put("addresses", node.addresses());
    lists.put("rules", node.rules());
    lists.put("routes", node.routes());
    lists.put("neighbours", node.neighbours());
    lists.put("fdb", node.fdb());
    lists.put(NFTABLES, list((Map<?, ?>) JSON_TEXT.anyFrom(listing.json()), NFTABLES));
    lists.put("nft", listing.words().lines().toList());
    lists.put("iptables", listing.iptables().lines().toList());
    lists.put("ip6tables", listing.ip6tables().lines().toList());
    lists.put("sockets", node.sockets());
    lists.put("tunnels", node.tunnels());
    lists.put("connections", connections);
    lists.forEach((key, list) -> object.put(key, Objects.requireNonNull(RecordJson.write(list))));
    object.put("settings", new TreeMap<>(node.settings().values()));
    return object;
  }

  private static void print(Object value, int depth, StringBuilder text) {
    String line = "\n" + "  ".repeat(depth + 1);
    String end = "\n" + "  ".repeat(depth);
    switch (value) {
      case Map<?, ?> map when depth < LINES && !map.isEmpty() -> {
        String between = "{";
        for (Map.Entry<?, ?> entry : map.entrySet()) {
          text.append(between).append(line).append(quoted(entry.getKey())).append(": ");
          print(entry.getValue(), depth + 1, text);
          between = ",";
        }
        text.append(end).append('}');
      }
      case List<?> list when depth < LINES && !list.isEmpty() -> {
        String between = "[";
        for (Object each : list) {
          text.append(between).append(line);
          print(each, depth + 1, text);
          between = ",";
        }
        text.append(end).append(']');
      }
      default -> text.append(quoted(value));
    }
  }

  private static String quoted(Object value) {
    return JSON_TEXT.asString(value);
  }
}
