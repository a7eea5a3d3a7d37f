package dev.netlab.emulator.check;

import dev.netlab.netlink.namespace.Namespace;
import dev.netlab.netlink.route.Interfaces;
import dev.netlab.netlink.socket.NetlinkSocket;
import dev.netlab.netlink.socket.Protocol;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** What the nodes' kernels can be asked, each by a socket that is opened when first needed. */
final class Kernels implements AutoCloseable {
  private final Map<String, Namespace> namespaces;
  private final Map<String, NetlinkSocket> sockets = new HashMap<>();

  Kernels(Map<String, Namespace> namespaces) {
    this.namespaces = namespaces;
  }

  Namespace namespace(String node) {
    return Objects.requireNonNull(namespaces.get(node), () -> "no namespace of node " + node);
  }

  NetlinkSocket routes(String node) {
    return sockets.computeIfAbsent(
        node, name -> NetlinkSocket.open(Protocol.ROUTE, namespace(name)));
  }

  Interfaces interfaces(String node) {
    return Interfaces.of(routes(node));
  }

  @Override
  public void close() {
    sockets.values().forEach(NetlinkSocket::close);
  }
}
