package dev.netlab.insight.snapshot;

import dev.netlab.engine.site.Site;
import dev.netlab.engine.state.FileLimit;
import dev.netlab.engine.state.LabStateException;
import dev.netlab.netlink.KernelException;
import dev.netlab.netlink.netfilter.Conntrack;
import dev.netlab.netlink.netfilter.ConntrackEntry;
import dev.netlab.netlink.netns.Namespace;
import dev.netlab.netlink.rtnetlink.Address;
import dev.netlab.netlink.rtnetlink.FdbEntry;
import dev.netlab.netlink.rtnetlink.Interfaces;
import dev.netlab.netlink.rtnetlink.Link;
import dev.netlab.netlink.rtnetlink.LinkKind;
import dev.netlab.netlink.rtnetlink.NamespaceId;
import dev.netlab.netlink.rtnetlink.Neighbour;
import dev.netlab.netlink.rtnetlink.Route;
import dev.netlab.netlink.rtnetlink.RouteQuery;
import dev.netlab.netlink.rtnetlink.Rule;
import dev.netlab.netlink.socket.NetlinkFamily;
import dev.netlab.netlink.socket.NetlinkSocket;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A site's kernels. A node is read when it is first asked for and not again: {@link #refresh}
 * forgets. Routing is asked anew each time. Used by one thread at a time.
 */
public final class KernelState implements LabState, AutoCloseable {
  /** Its namespace and a socket in it. */
  private static final int FILES_EACH = 2;

  private record Open(Namespace namespace, NetlinkSocket socket) {}

  private final Site site;
  private final Map<String, Open> open = new HashMap<>();
  private final Map<String, NodeSnapshot> nodes = new HashMap<>();
  private final Map<NodeInterface, Optional<NodeInterface>> ends = new HashMap<>();
  private Tunnels tunnels;

  private KernelState(Site site) {
    this.site = site;
    this.tunnels = new Tunnels(site);
  }

  /** Of a site that is there. */
  public static KernelState of(Site site) {
    FileLimit.raise(site.nodes().size(), FILES_EACH);
    return new KernelState(site);
  }

  @Override
  public List<String> nodes() {
    return site.nodes();
  }

  @Override
  public NodeSnapshot node(String name) {
    NodeSnapshot known = nodes.get(name);
    if (known == null) {
      known = read(name);
      nodes.put(name, known);
    }
    return known;
  }

  /** Forgets what was read, for a site that has changed since. */
  public void refresh() {
    nodes.clear();
    ends.clear();
    tunnels = new Tunnels(site);
  }

  private NodeSnapshot read(String name) {
    Namespace namespace = open(name).namespace();
    NetlinkSocket socket = open(name).socket();
    List<Link> links = Link.dump(socket);
    Interfaces interfaces = Interfaces.of(links);
    List<String> names = links.stream().map(Link::name).toList();
    return new NodeSnapshot(
        name,
        links,
        Address.dump(socket, interfaces),
        Rule.dump(socket),
        Route.dump(socket, interfaces),
        Neighbour.dump(socket, interfaces),
        FdbEntry.dump(socket, interfaces),
        Rulesets.read(namespace),
        namespace.call(() -> SettingsFiles.read(names)),
        namespace.call(SocketFiles::read),
        tunnels.of(site.namespacePath(name), namespace, links));
  }

  @Override
  public Optional<NodeInterface> otherEnd(NodeInterface one) {
    Optional<NodeInterface> known = ends.get(one);
    if (known == null) {
      known = findOtherEnd(one);
      ends.put(one, known);
    }
    return known;
  }

  private Optional<NodeInterface> findOtherEnd(NodeInterface one) {
    Optional<Link> link = node(one.node()).link(one.name());
    if (link.isEmpty()) {
      return Optional.empty();
    }
    if (!(link.get().kind() instanceof LinkKind.Veth)) {
      return tunnels.otherEndOfWire(one);
    }
    if (link.get().parent() == 0) {
      return Optional.empty();
    }
    int id = link.get().parentNamespace();
    int index = link.get().parent();
    List<String> candidates = id < 0 ? List.of(one.node()) : site.nodes();
    for (String node : candidates) {
      if (id < 0 || NamespaceId.get(open(one.node()).socket(), open(node).namespace()) == id) {
        return node(node).links().stream()
            .filter(l -> l.index() == index)
            .map(l -> new NodeInterface(node, l.name()))
            .findFirst();
      }
    }
    return Optional.empty();
  }

  @Override
  public Routing lookup(String node, RouteQuery query) {
    NodeSnapshot snapshot = node(node);
    NetlinkSocket socket = open(node).socket();
    Interfaces interfaces = Interfaces.of(snapshot.links());
    PolicyRouting policy = new PolicyRouting(snapshot.rules(), snapshot.routes());
    try {
      Route route = standing(query.match(socket, interfaces), snapshot);
      Route used = query.resolve(socket, interfaces);
      if (used.type() == Route.UNICAST
          || new Routing.Found(Optional.empty(), route, used).isLocal()) {
        return new Routing.Found(policy.leadingTo(route.table(), query), route, used);
      }
      return NoRouteReason.explain(snapshot, policy, query, "the route says " + route);
    } catch (KernelException e) {
      return NoRouteReason.explain(snapshot, policy, query, String.valueOf(e.getMessage()));
    }
  }

  /**
   * A node without rules of its own has local and main in one, and the kernel then says main of
   * both ({@code fib_unmerge}).
   */
  private static Route standing(Route said, NodeSnapshot snapshot) {
    if (said.type() == Route.UNICAST) {
      return said;
    }
    return snapshot.routes().stream()
        .filter(route -> route.type() == said.type())
        .filter(route -> route.destination().equals(said.destination()))
        .filter(route -> route.hops().equals(said.hops()))
        .findFirst()
        .orElse(said);
  }

  @Override
  public List<ConntrackEntry> connections(String node) {
    try (Conntrack conntrack = Conntrack.open(open(node).namespace())) {
      return conntrack.list();
    }
  }

  @Override
  public Instant now() {
    return Instant.now();
  }

  /** The node's namespace, which stays this object's. */
  public Namespace namespace(String node) {
    return open(node).namespace();
  }

  private Open open(String node) {
    if (!site.nodes().contains(node)) {
      throw new LabStateException(
          "%s has no node %s; it has %s"
              .formatted(site.description(), node, String.join(", ", site.nodes())));
    }
    return open.computeIfAbsent(
        node,
        name -> {
          Namespace namespace = site.open(name);
          return new Open(namespace, NetlinkSocket.open(NetlinkFamily.ROUTE, namespace));
        });
  }

  @Override
  public void close() {
    List<Open> all = new ArrayList<>(open.values());
    open.clear();
    all.forEach(
        each -> {
          each.socket().close();
          each.namespace().close();
        });
  }
}
