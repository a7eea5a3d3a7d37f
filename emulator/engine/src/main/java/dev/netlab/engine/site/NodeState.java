package dev.netlab.engine.site;

import dev.netlab.netlink.netns.Namespace;
import dev.netlab.netlink.rtnetlink.Address;
import dev.netlab.netlink.rtnetlink.Interfaces;
import dev.netlab.netlink.rtnetlink.Link;
import dev.netlab.netlink.socket.NetlinkFamily;
import dev.netlab.netlink.socket.NetlinkSocket;
import java.util.List;

/**
 * The kernel's state of a node.
 *
 * @param links all but the loopback
 */
public record NodeState(String node, List<LinkState> links) {
  public NodeState {
    links = List.copyOf(links);
  }

  /** A link and its addresses. */
  public record LinkState(Link link, List<Address> addresses) {
    public LinkState {
      addresses = List.copyOf(addresses);
    }
  }

  /** Reads the state from the kernel. */
  public static NodeState of(Site site, String node) {
    try (Namespace namespace = site.open(node);
        NetlinkSocket socket = NetlinkSocket.open(NetlinkFamily.ROUTE, namespace)) {
      List<Link> links = Link.dump(socket);
      List<Address> addresses = Address.dump(socket, Interfaces.of(links));
      return new NodeState(
          node,
          links.stream()
              .filter(link -> link.index() != 1)
              .map(
                  link ->
                      new LinkState(
                          link,
                          addresses.stream()
                              .filter(address -> address.dev().equals(link.name()))
                              .toList()))
              .toList());
    }
  }
}
