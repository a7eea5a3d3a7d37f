package dev.netlab.engine.lifecycle;

import dev.netlab.netlink.netns.Namespace;
import dev.netlab.netlink.socket.NetlinkFamily;
import dev.netlab.netlink.socket.NetlinkSocket;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/** The namespaces of one lab, held open, by node or network, with a route socket in each. */
final class OpenNamespaces implements AutoCloseable {
  /** The number of files that are open per node. */
  static final int FILES_EACH = 2;

  private final Map<String, Open> byNode = new LinkedHashMap<>();

  private record Open(Namespace namespace, NetlinkSocket socket) {}

  /** Takes ownership of a namespace. Call it on a thread that is in the namespace. */
  void add(String node, Namespace namespace) {
    byNode.put(node, new Open(namespace, NetlinkSocket.open(NetlinkFamily.ROUTE)));
  }

  Namespace namespace(String node) {
    return open(node).namespace();
  }

  NetlinkSocket socket(String node) {
    return open(node).socket();
  }

  private Open open(String node) {
    return Objects.requireNonNull(byNode.get(node), () -> "no namespace was made for " + node);
  }

  @Override
  public void close() {
    byNode
        .values()
        .forEach(
            open -> {
              open.socket().close();
              open.namespace().close();
            });
  }
}
