package dev.netlab.engine.site;

import dev.netlab.engine.agent.AgentException;
import dev.netlab.netlink.netns.Namespace;
import dev.netlab.netlink.rtnetlink.Qdisc;
import dev.netlab.netlink.socket.NetlinkFamily;
import dev.netlab.netlink.socket.NetlinkSocket;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** The queues of a site in which a link's delay or rate holds packets. */
public final class LinkQueues implements AutoCloseable {
  private final DeviceCarrier devices;
  private final List<NetlinkSocket> kernels = new ArrayList<>();

  private LinkQueues(DeviceCarrier devices) {
    this.devices = devices;
  }

  /**
   * Opens a socket in each namespace.
   *
   * @param namespaces of the site's nodes; the caller still has to close them
   */
  public static LinkQueues of(Site site, Collection<Namespace> namespaces) {
    LinkQueues queues = new LinkQueues(site.devices());
    try {
      for (Namespace namespace : namespaces) {
        queues.kernels.add(NetlinkSocket.open(NetlinkFamily.ROUTE, namespace));
      }
      return queues;
    } catch (RuntimeException | Error e) {
      try (queues) {
        throw e;
      }
    }
  }

  /** Whether any of the queues holds a packet now. */
  public boolean holdPackets() {
    return kernels.stream()
            .flatMap(kernel -> Qdisc.dump(kernel).stream())
            .anyMatch(qdisc -> qdisc.waiting() > 0)
        || wiresHoldPackets();
  }

  /**
   * If an agent does not answer, nothing is known about its wires. Its silence is reported
   * elsewhere.
   */
  private boolean wiresHoldPackets() {
    try {
      return devices.packetsOnWires() > 0;
    } catch (AgentException e) {
      return false;
    }
  }

  @Override
  public void close() {
    kernels.forEach(NetlinkSocket::close);
  }
}
