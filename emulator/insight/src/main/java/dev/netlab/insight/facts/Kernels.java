package dev.netlab.insight.facts;

import dev.netlab.insight.trace.collect.PacketTracing;
import dev.netlab.netlink.netns.Namespace;
import dev.netlab.netlink.rtnetlink.Interfaces;
import dev.netlab.netlink.socket.NetlinkFamily;
import dev.netlab.netlink.socket.NetlinkSocket;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** What the nodes' kernels can be asked, each by a socket that is opened when first needed. */
final class Kernels implements AutoCloseable {
  /** Files that are open of each node while its facts are checked. */
  static final int FILES_EACH = PacketTracing.FILES_EACH + 1;

  private final Map<String, Namespace> namespaces;
  private final Map<String, NetlinkSocket> sockets = new HashMap<>();
  private final PacketTracing tracing = new PacketTracing();

  Kernels(Map<String, Namespace> namespaces) {
    this.namespaces = namespaces;
  }

  Namespace namespace(String node) {
    return Objects.requireNonNull(namespaces.get(node), () -> "no namespace of node " + node);
  }

  NetlinkSocket routes(String node) {
    return sockets.computeIfAbsent(
        node, name -> NetlinkSocket.open(NetlinkFamily.ROUTE, namespace(name)));
  }

  Interfaces interfaces(String node) {
    return Interfaces.of(routes(node));
  }

  /** Has the kernels of these nodes tell which hooks and rules packets meet. */
  PacketTracing.Started trace(Collection<String> nodes) {
    return tracing.start(nodes.stream().map(this::namespace).toList());
  }

  @Override
  public void close() {
    try (tracing) {
      sockets.values().forEach(NetlinkSocket::close);
    }
  }
}
